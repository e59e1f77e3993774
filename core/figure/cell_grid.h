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
    int focus = 0;     // replica: cells show its seed
    std::optional<int> variant = {};  // of the paper's grid: its rows alone
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

// What stands below each cell of a grid, as its width permits. Errors and offset of the model beside each
// other or one above the other; or a line per model that names it.
enum class CellCaptions { None, Stacked, Beside, BothModels };

inline constexpr double caption_line = 17;  // units

// Where the cells lie. Rows and columns are counted from the upper left; a cell without a replica is absent.
struct CellGrid {
    std::vector<GridCell> cells;  // row by row
    std::size_t rows = 0, columns = 0;
    CellCaptions captions = CellCaptions::None;
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
    std::size_t rows = 0, columns = 0;
    double gutter = 0;        // left, for the names of rows
    double head = 0;          // above, for the names of columns
    double gap = 0;           // between columns
    double row_gap = 0;       // below the captions; where the room is higher, up to
    double most_row_gap = 0;  // so much
    double least_side = 0;    // of a cell, as the width permits; rows that do not fit lie below the room
    CellCaptions most = CellCaptions::Beside;
    int models = 1;  // lines of CellCaptions::BothModels
};

// A grid of places in the room, as large as fits, each with the aspect of the data's box, with the most words
// below that its width permits; no cells yet.
CellGrid place_grid(const GridFrame& frame, const Scene& scene, const CellGridOptions& options);
// A place of it as a cell, captions included.
GridCell cell_in(const CellGrid& grid, std::size_t row, std::size_t column, const GridFrame& frame,
                 const CellGridOptions& options);

// Index of the cell whose place holds a point of the picture.
std::optional<std::size_t> cell_at(const CellGrid& grid, Vec2 at);

// The stage in a cell.
StageOptions cell_stage(const Scene& scene, const GridCell& cell, const CellGridOptions& options);

// The evaluations that the cells show: the model's grids, no finer than a screen's pixels, and the
// companion's lines; equal rectangles and sizes, so that an engine answers many at once.
std::vector<ViewRequest> cell_views(const Scene& scene, const CellGrid& grid, const CellGridOptions& options);

}  // namespace reweigh
