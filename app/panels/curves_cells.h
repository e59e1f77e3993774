#pragma once

#include "core/base/geometry.h"

#include <vector>

namespace reweigh {

// How the linked plots share their region, in units. A header of one row.
inline constexpr double curves_header_height = 44, least_plot_pitch = 112;

struct PlotCell {
    Rect cell;
    bool is_highest = false, is_lowest = false;  // of its column; the lowest carries the texts of x
};

// As many cells of at least that pitch as fit, at most six: one column, or several where the region is wide.
// `foot`: further height of the lowest ones.
std::vector<PlotCell> plot_cells(Rect region, double foot);

}  // namespace reweigh
