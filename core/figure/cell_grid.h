#pragma once

#include "core/figure/stage.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace reweigh {

// Small stages in rows and columns, the same on screen and in files. The fan: columns are weights from 1:256
// to 256:1, rows are variants, all at one moment. The paper's grid: rows are weights, columns are epochs.

enum class FocusMark { None, Accent };  // Accent: row and column of the focus are named in violet

struct CellGridOptions {
    PanelStyle style;
    Rect room;         // of the picture, points; cells may reach below it
    double pixel = 0;  // points of a pixel of the screen, on whole ones of which cells lie; 0: a file
    int focus = 0;     // replica: cells show its seed; the paper's grid on screen its variant
    FocusMark mark = FocusMark::None;
    StageLayers layers;
};

struct GridCell {
    int replica = 0;
    std::optional<std::int64_t> step = {};  // its moment; absent: now
    std::size_t row = 0, column = 0;
    Rect plot;   // points
    Rect place;  // with the words below: what a click finds
};

// Where the cells lie. Rows and columns are counted from the upper left; a cell without a replica is absent.
struct CellGrid {
    std::vector<GridCell> cells;  // row by row
    std::size_t rows = 0, columns = 0;
    Vec2 origin, cell, pitch;  // the first plot's corner; a plot's size; from plot to plot; points

    Rect plot(std::size_t row, std::size_t column) const {
        const Vec2 at =
            origin + Vec2{pitch.x * static_cast<double>(column), pitch.y * static_cast<double>(row)};
        return {at, at + cell};
    }
    double bottom() const { return origin.y + pitch.y * static_cast<double>(rows); }
};

// What a grid needs around its cells. Units of the style.
struct GridFrame {
    double gutter = 0;       // left, for the names of rows
    double head = 0;         // above, for the names of columns
    double gap = 0;          // between columns
    double below = 0;        // under each cell
    double least_side = 24;  // of a cell; what does not fit then lies below the room
};

// A grid of `rows` x `columns` places in the room, as large as fits, each with the aspect (width / height) of
// what it shows; no cells yet.
CellGrid place_grid(std::size_t rows, std::size_t columns, const GridFrame& frame, double aspect,
                    const CellGridOptions& options);

// Index of the cell whose place holds a point of the picture.
std::optional<std::size_t> cell_at(const CellGrid& grid, Vec2 at);

// The stage in a cell.
StageOptions cell_stage(const Scene& scene, const GridCell& cell, const CellGridOptions& options);

// The evaluations that the cells show: the model's grids, no finer than a screen's pixels, and the
// companion's lines; equal rectangles and sizes, so that an engine answers many at once.
std::vector<ViewRequest> cell_views(const Scene& scene, const CellGrid& grid, const CellGridOptions& options);

}  // namespace reweigh
