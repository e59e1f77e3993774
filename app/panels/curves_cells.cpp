#include "app/panels/curves_cells.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

constexpr int most_plots = 6, most_columns = 3;
constexpr double least_width = 340, gap = 20;

}  // namespace

std::vector<PlotCell> plot_cells(Rect region, double foot) {
    const double room = region.height() - foot;
    const int columns =
        std::clamp(static_cast<int>((region.width() + gap) / (least_width + gap)), 1, most_columns);
    const int rows = std::clamp(static_cast<int>(room / least_plot_pitch), 1, most_plots / columns);
    const double pitch = std::floor(room / rows);
    const double width = std::floor((region.width() - gap * (columns - 1)) / columns);
    std::vector<PlotCell> cells;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const bool is_lowest = row == rows - 1;
            const Vec2 corner{region.min.x + column * (width + gap), region.min.y + row * pitch};
            const Vec2 size{width, pitch + (is_lowest ? foot : 0)};
            cells.push_back({{corner, corner + size}, row == 0, is_lowest});
        }
    return cells;
}

}  // namespace reweigh
