#pragma once

#include "core/figure/curves.h"
#include "core/figure/figure.h"
#include "core/state/snapshot.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace reweigh {

// A figure that an experiment file asks for. `kind` names a builder: "paper_grid", "curves", "stage",
// "overview", "final", "fan", "agreement".
struct FigureSpec {
    std::string kind, name;
    std::string title;
    std::vector<std::int64_t> epochs;  // columns of a paper grid
    std::vector<std::string> layers;   // "surface:model" "points" "edge:model" "edge:companion" "max_margin"
    std::string y = "offset", x = "epoch";  // of curves: a read-out (of agreement: a set), a key of CurvesX
    std::vector<std::string> plots;         // of an overview: read-outs; none: area, offset, angle, norm
    bool panel_per_variant = false;         // of curves: small multiples in two columns
    Band band = Band::Seeds;                // of curves in one panel and of final values
    double width_mm = 85;
};

struct FigureOptions {
    Theme theme = Theme::Light;
    double font_pt = 8;
    bool transparent = false;
    int focus = 0;                      // replica of a stage or of the thick curve; cells show its seed
    std::optional<int> variant = {};    // of a paper grid, of curves: its rows or lines alone
    double width_mm = 0;                // 0: the specification's
    std::optional<Rect> world = {};     // of a stage: what it shows, else the data's area box
    std::optional<Range> x_range = {};  // of curves: zoomed, else the run so far
    std::set<std::string> hidden = {};  // of curves: lines, models, "band", as CurvesOptions has them
};

// The evaluations that a figure needs beside the snapshot's curves.
std::vector<ViewRequest> views_needed(const FigureSpec& spec, const Scene& scene,
                                      const FigureOptions& options);

// What the numbers of a run came from: experiment, seed, data. For the head of its files.
std::vector<FigureFact> figure_facts(const Snapshot& snapshot);

// The figure from a snapshot whose views answer views_needed(). Cells without an answer say so. Pure.
Figure build(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options);

}  // namespace reweigh
