#pragma once

#include "core/config/setup_params.h"
#include "core/data/dataset.h"

#include <cstdint>

namespace reweigh {

// The data set of `params`, everything random drawn from `data_seed`. Labels, digest, area box and sigma_max
// are filled in. Throws Error for unusable parameters or files (PRODUCT.md, section 9). SCIENCE.md 1.1.
Dataset make_dataset(const DataParams& params, std::uint64_t data_seed);

// 1 / sigma_max(X), the learning rate of Byrd & Lipton. Throws Error when all points lie at 0:
// "learning rate cannot be derived, set it".
double derived_learning_rate(const Dataset& data);

}  // namespace reweigh
