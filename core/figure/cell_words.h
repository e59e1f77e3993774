#pragma once

#include "core/figure/cell_grid.h"

#include <string>
#include <vector>

namespace reweigh {

// Panels with the words around them.
struct SmallMultiples {
    std::vector<PanelPicture> panels;  // one per cell of the grid, in its order
    std::vector<Words> words;
};

// Collects the words around a grid's cells. Sizes in units.
struct CellWriter {
    const Snapshot& snapshot;
    const CellGrid& grid;
    const CellGridOptions& options;
    const Palette& colors;
    std::vector<Words> words{};

    double unit() const { return options.style.unit(); }
    const Replica& focus() const;
    // The accent where it names the focus and the focus is marked.
    Color name_color(bool is_of_focus) const;
    void write(Vec2 at, std::string text, double size, Color color, Align align = Align::Left,
               FontWeight weight = FontWeight::Regular);
};

// Lines below a cell `side` points wide: errors and offset beside each other, one above the other, or
// nothing.
int caption_lines(double side, double unit);
inline constexpr double caption_line = 17;  // units

// Below each cell the training errors of its model and the offset of its edge at the cell's moment; zero
// errors are muted. A parked replica says so.
void write_captions(CellWriter& writer);

// What those lines are: "Under each picture: errors of 1,024 (left), offset ...". Empty without lines.
std::string cell_captions_text(const Scene& scene, double side, double unit);

}  // namespace reweigh
