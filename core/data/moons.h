#pragma once

#include "core/config/setup_params.h"
#include "core/data/dataset.h"

#include <cstdint>

namespace reweigh {

// Two interleaved half circles with normal noise. SCIENCE.md 1.1.
// Positives first. Kind and source are left to the caller.
Dataset make_moons(const MoonsParams& params, std::uint64_t data_seed);

}  // namespace reweigh
