#pragma once

#include "core/data/dataset.h"

#include <memory>

namespace reweigh {

// The points of the golden values and of the benchmarks, ENGINE.md 4: y_i = i mod 2, x_k uniform in +-1,
// moved by
// +-0.25 towards its class. Inputs and labels alone.
std::shared_ptr<const Dataset> golden_data(int points = 1024);

}  // namespace reweigh
