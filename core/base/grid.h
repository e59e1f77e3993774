#pragma once

#include "core/base/geometry.h"

#include <cstddef>
#include <vector>

namespace reweigh {

// width x height values over a rectangle, one per cell, taken at the cell's centre. Row-major; row 0 lies at
// world.min.y (the bottom), column 0 at world.min.x.
template <class T>
struct Grid {
    int width = 0, height = 0;
    Rect world;
    std::vector<T> values;

    T at(int column, int row) const {
        return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(column)];
    }
    Vec2 cell_center(int column, int row) const {
        return {world.min.x + (column + 0.5) * world.width() / width,
                world.min.y + (row + 0.5) * world.height() / height};
    }
};

}  // namespace reweigh
