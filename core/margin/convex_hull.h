#pragma once

#include "core/base/geometry.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <vector>

namespace reweigh {

// The corners of the convex hull of the points, counter-clockwise from the lowest (of those the leftmost); no
// point twice, none in the middle of a side. One corner where all points coincide, two where they lie on a
// line. At least one point. O(n log n), Andrew's monotone chain.
std::vector<Vec2> convex_hull(std::vector<Vec2> points);

// That of the points with this label; no corner where there are none.
std::vector<Vec2> class_hull(const Dataset& data, std::uint8_t label);

}  // namespace reweigh
