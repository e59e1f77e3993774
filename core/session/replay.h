#pragma once

#include "core/session/training.h"

namespace reweigh {

// Trains again from step 0 through the edit log to `step`: setup, data and log give the bits of the run they
// come from. Takes as long as the run's own steps. Throws what engines throw.
Training replay(const Setup& setup, std::shared_ptr<const Dataset> data, const std::vector<Edit>& edits,
                std::int64_t step, const EngineMaker& make_engine, int threads = 1);

}  // namespace reweigh
