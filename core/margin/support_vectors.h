#pragma once

#include "core/data/dataset.h"
#include "core/margin/separator.h"

#include <vector>

namespace reweigh {

// The points on their class's margin line or beyond it: y' u*.(x - o*) <= gamma (1 + 1e-6). Indices ascend.
// SCIENCE.md 1.3.
std::vector<int> support_vectors(const Dataset& data, const Line2& line, double half_margin);

}  // namespace reweigh
