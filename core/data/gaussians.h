#pragma once

#include "core/config/setup_params.h"
#include "core/data/dataset.h"

#include <cstdint>

namespace reweigh {

// `overlap`: two round normals at +-centre along u. SCIENCE.md 1.1.
// Positives first. Kind and source are left to the caller.
Dataset make_gaussians(const GaussiansParams& params, std::uint64_t data_seed);

}  // namespace reweigh
