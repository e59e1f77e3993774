#pragma once

#include "core/base/geometry.h"
#include "core/data/dataset.h"

#include <optional>

namespace reweigh {

// The line to which logistic regression with a bias tends on separable data, whatever the importance weights:
// the max margin of the points (x, 1), with the bias inside the norm, min |(w, b)| under y'(w.x + b) >= 1.
// Its (w, b) is the point nearest to 0 of the hull of the y'(x, 1), to rounding. Nothing where that hull
// holds 0: one class is empty, or no line separates. SCIENCE.md 1.3.
std::optional<Line2> augmented_max_margin(const Dataset& data);

}  // namespace reweigh
