#pragma once

#include "core/base/geometry.h"

#include <span>
#include <vector>

namespace reweigh {

// A polyline without the points that need not be there: each dropped one lies within `tolerance` of the
// straight piece that replaces it. Both ends stay. Screens pay for every segment of a thick line.
std::vector<Vec2> straightened(std::span<const Vec2> path, double tolerance);

}  // namespace reweigh
