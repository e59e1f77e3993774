#pragma once

#include "core/base/grid.h"

#include <vector>

namespace reweigh {

// The places where a field of values at cell centres changes its sign, as joined polylines in world units
// (closed ones end where they begin). Marching squares with linear interpolation, exact for linear fields up
// to the rectangle's rim: beyond the outer centres the field is continued linearly. 0 counts as negative
// (SCIENCE.md 0.1); cells with a non-finite corner have no edge.
std::vector<std::vector<Vec2>> zero_contour(const Grid<float>& field);

}  // namespace reweigh
