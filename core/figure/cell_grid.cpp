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

// Units: the width that captions need, and their height.
double width_for(CellCaptions captions) {
    switch (captions) {
        case CellCaptions::BothModels:
            return 120;
        case CellCaptions::Beside:
            return 84;
        case CellCaptions::Stacked:
            return 39;
        default:
            return 0;
    }
}
double height_of(CellCaptions captions, int models) {
    switch (captions) {
        case CellCaptions::BothModels:
            return 18 * models;
        case CellCaptions::Beside:
            return caption_line;
        case CellCaptions::Stacked:
            return 2 * caption_line;
        default:
            return 0;
    }
}

constexpr double least_drawn = 8;  // units: what can be seen at all

// Lengths on whole pixels of a screen.
struct Snap {
    double pixel;
    double near(double length) const { return pixel > 0 ? pixel * std::round(length / pixel) : length; }
    double down(double length) const {
        return pixel > 0 ? pixel * std::floor(length / pixel + 1e-6) : length;
    }
};

CellGrid placed(const GridFrame& frame, CellCaptions captions, double aspect,
                const CellGridOptions& options) {
    const double unit = options.style.unit();
    const Snap snap{options.pixel};
    const auto columns = static_cast<double>(std::max<std::size_t>(frame.columns, 1));
    const auto rows = static_cast<double>(std::max<std::size_t>(frame.rows, 1));
    const double gap = snap.near(unit * frame.gap), gutter = snap.near(unit * frame.gutter);
    const double head = snap.near(unit * frame.head), words = unit * height_of(captions, frame.models);
    const double room = options.room.height() - head;
    const double by_width = (options.room.width() - gutter - gap * (columns - 1)) / columns;
    const double by_height = aspect * (room / rows - words - unit * frame.row_gap);
    const double least = std::min(unit * frame.least_side, by_width);
    const double side = snap.down(std::max({std::min(by_width, by_height), least, unit * least_drawn}));
    CellGrid grid;
    grid.rows = frame.rows;
    grid.columns = frame.columns;
    grid.captions = captions;
    grid.cell = {side, snap.near(side / aspect)};
    const double spare = room / rows - words - grid.cell.y;
    const double below =
        words + std::clamp(spare, unit * frame.row_gap, unit * std::max(frame.row_gap, frame.most_row_gap));
    grid.origin = {snap.near(options.room.min.x) + gutter, snap.near(options.room.min.y) + head};
    grid.pitch = {side + gap, grid.cell.y + snap.down(below)};
    return grid;
}

}  // namespace

CellGrid place_grid(const GridFrame& frame, const Scene& scene, const CellGridOptions& options) {
    const Rect box = box_of(scene);
    const double aspect = box.width() / box.height();
    for (const CellCaptions captions :
         {CellCaptions::BothModels, CellCaptions::Beside, CellCaptions::Stacked}) {
        if (captions > frame.most) continue;
        CellGrid grid = placed(frame, captions, aspect, options);
        if (grid.cell.x >= width_for(captions) * options.style.unit()) return grid;
    }
    return placed(frame, CellCaptions::None, aspect, options);
}

GridCell cell_in(const CellGrid& grid, std::size_t row, std::size_t column, const GridFrame& frame,
                 const CellGridOptions& options) {
    GridCell cell;
    cell.row = row;
    cell.column = column;
    cell.plot = cell.place = grid.plot(row, column);
    constexpr double under_words = 4;  // units
    cell.place.max.y += options.style.unit() * (height_of(grid.captions, frame.models) + under_words);
    return cell;
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
