#pragma once

#include "core/config/setup_params.h"
#include "core/data/dataset.h"

#include <cstdint>

namespace reweigh {

// Two support vectors a class at margin sqrt 2 along u, the rest behind them.
// Soudry, Hoffer, Srebro (2018), Fig. 1; SCIENCE.md 1.1.
// Positives first. Kind and source are left to the caller.
Dataset make_soudry(const SoudryParams& params, std::uint64_t data_seed);

}  // namespace reweigh
