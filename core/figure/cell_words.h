#pragma once

#include "core/figure/cell_grid.h"

#include <string>
#include <vector>

namespace reweigh {

// Panels with the words around them.
struct SmallMultiples {
    std::vector<PanelPicture> panels;  // one per cell of the grid, in its order
    std::vector<Words> heads;          // names of columns, above the first row
    std::vector<Words> words;          // the others
};

// Collects the words around a grid's cells. Sizes in units.
struct CellWriter {
    const Snapshot& snapshot;
    const CellGrid& grid;
    const CellGridOptions& options;
    const Palette& colors;
    std::vector<Words> heads{}, words{};

    double unit() const { return options.style.unit(); }
    const Replica& focus() const;
    // The accent where it names the focus and the focus is marked.
    Color name_color(bool is_of_focus) const;
    // Above the cells: in the middle of a column, 15 or 13 units high; without a column at the left.
    void write_head(std::optional<std::size_t> column, std::string text, double size, Color color);
    void write(Vec2 at, std::string text, double size, Color color, Align align = Align::Left,
               FontWeight weight = FontWeight::Regular);
};

// Below each cell the training errors of its model and the offset of its edge at the cell's moment, as the
// grid has room; zero errors are muted. A parked replica says so. Not CellCaptions::BothModels: those are the
// panels' own.
void write_captions(CellWriter& writer);

// What stands there: "Under each picture: errors of 1,024 (left), offset ...". Empty without captions.
std::string cell_captions_text(const Scene& scene, CellCaptions captions);

}  // namespace reweigh
