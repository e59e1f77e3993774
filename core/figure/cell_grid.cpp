#include "core/figure/cell_grid.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace reweigh {
namespace {

Rect box_of(const Scene& scene) { return scene.data ? scene.data->area_box : Rect{{-1, -1}, {1, 1}}; }

// Grids of a few sizes only: a pixel more or less asks for nothing new. A texel for two pixels is smooth; the
// edges are found between the texels.
int texels(double pixels) {
    constexpr int step = 16, most = 128;
    return std::clamp(step * static_cast<int>(std::ceil(pixels / 2 / step)), 2 * step, most);
}

}  // namespace

CellGrid place_grid(std::size_t rows, std::size_t columns, const GridFrame& frame, double aspect,
                    const CellGridOptions& options) {
    const double unit = options.style.unit();
    const auto whole = [&](double length) {
        return options.pixel > 0 ? options.pixel * std::round(length / options.pixel) : length;
    };
    const auto down = [&](double length) {
        return options.pixel > 0 ? options.pixel * std::floor(length / options.pixel + 1e-6) : length;
    };
    const auto n = static_cast<double>(std::max<std::size_t>(columns, 1));
    const auto m = static_cast<double>(std::max<std::size_t>(rows, 1));
    const double gap = whole(unit * frame.gap), below = whole(unit * frame.below);
    const double gutter = whole(unit * frame.gutter), head = whole(unit * frame.head);
    const double by_width = (options.room.width() - gutter - gap * (n - 1)) / n;
    const double by_height = aspect * ((options.room.height() - head) / m - below);
    const double side = down(std::max(std::min(by_width, by_height), unit * frame.least_side));
    CellGrid grid;
    grid.rows = rows;
    grid.columns = columns;
    grid.cell = {side, whole(side / aspect)};
    grid.origin = {whole(options.room.min.x) + gutter, whole(options.room.min.y) + head};
    grid.pitch = {side + gap, grid.cell.y + below};
    return grid;
}

std::optional<std::size_t> cell_at(const CellGrid& grid, Vec2 at) {
    const auto found =
        std::ranges::find_if(grid.cells, [&](const GridCell& cell) { return cell.place.contains(at); });
    if (found == grid.cells.end()) return std::nullopt;
    return static_cast<std::size_t>(found - grid.cells.begin());
}

StageOptions cell_stage(const Scene& scene, const GridCell& cell, const CellGridOptions& options) {
    StageOptions stage;
    stage.style = options.style;
    stage.plot = cell.plot;
    stage.focus = cell.replica;
    stage.world = box_of(scene);
    stage.step = cell.step;
    stage.layers = options.layers;
    stage.layers.labels = stage.layers.margins = stage.layers.support_vectors = false;
    stage.ticks = Ticks::None;
    return stage;
}

std::vector<ViewRequest> cell_views(const Scene& scene, const CellGrid& grid,
                                    const CellGridOptions& options) {
    std::vector<ViewRequest> views;
    for (const GridCell& cell : grid.cells)
        std::ranges::move(stage_views(scene, cell_stage(scene, cell, options)), std::back_inserter(views));
    if (options.pixel > 0)
        for (ViewRequest& view : views) {
            view.width = std::min(view.width, texels(grid.cell.x / options.pixel));
            view.height = std::min(view.height, texels(grid.cell.y / options.pixel));
        }
    return views;
}

}  // namespace reweigh
