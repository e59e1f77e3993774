#pragma once

#include "core/data/dataset.h"
#include "core/margin/separator.h"

#include <optional>

namespace reweigh {

// The hard-margin separator: closest points of the two classes' convex hulls, in double precision. Facing
// parallel edges: from the middle of their overlap. Nothing when the hulls are closer than 1e-9 sigma_max, or
// one class is empty. SCIENCE.md 1.3.
std::optional<Separator> max_margin(const Dataset& data);

// The unweighted soft-margin line, min 1/2|w|^2 + C sum xi, C = 1000; its origin is its point nearest to the
// middle between the class means. Nothing when one class is empty, or when w = 0: no direction serves better
// than none. Duality gap below 1e-6 of 1/2|w|^2. SCIENCE.md 1.3.
std::optional<Separator> soft_margin(const Dataset& data, double penalty = 1000);

// The separator of any data with two classes: the max margin where it exists, else the labelled soft margin.
// Nothing when one class is empty or no line can be told (all points coincide, a cross of opposite labels).
std::optional<Separator> find_separator(const Dataset& data);

}  // namespace reweigh
