#pragma once

#include "core/figure/cell_grid.h"
#include "core/figure/curves_parts.h"
#include "core/figure/spec.h"
#include "core/figure/stage.h"

#include <string>
#include <vector>

namespace reweigh {

// What every kind of figure shares.
constexpr double figure_margin = 8, title_height = 30;  // units

PanelStyle style_of(const FigureOptions& options);
double width_points(const FigureSpec& spec, const FigureOptions& options);

// Throws Error for a layer that does not exist, naming those that do. No names: all layers.
StageLayers stage_layers(const FigureSpec& spec);

// Size, theme, title, note, description: all but panels, legend, rows and height.
Figure begin_figure(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options);
// Sets the height: the panels' lower end, the legend and the note below.
void end_figure(Figure& figure, double panels_end);

// A row per model: its training errors left, its offset right, or which class has the whole axis. Nothing
// where no read-out was taken at that step.
constexpr double caption_height = 18;  // units
std::vector<CaptionRow> stage_captions(const Snapshot& snapshot, int replica, std::int64_t step,
                                       const Palette& colors);
// What the rows say, for the note.
std::string captions_text(const Scene& scene);

// Cells below the title, as wide as the page, as high as they become.
CellGridOptions cell_options(const FigureSpec& spec, const FigureOptions& options);

// What a reader needs to compute the figure again: reduction, L2 convention, initialisation, optimizer,
// seeds, data, edits, parked replicas, a missing max-margin line. SCIENCE.md 0.1.
std::string footnote(const Snapshot& snapshot);

// The live importance over time: "0", "-4 from step 0, 0 from step 1280"; by variants where they differ.
std::string importance_text(const Snapshot& snapshot);

// Every read-out of the replicas of a group at one read-out, then their mean and standard deviation.
void append_rows(std::vector<FigureRow>& rows, const Snapshot& snapshot, const SeedGroup& group,
                 std::size_t readout, const std::string& panel);
// One read-out over the whole run: the same for every step. `variant`: its groups only.
void append_curve_rows(std::vector<FigureRow>& rows, const Snapshot& snapshot, const std::string& readout,
                       const std::string& panel, std::optional<int> variant = {}, Band band = Band::Seeds);
// One read-out of every group at the last step.
void append_final_rows(std::vector<FigureRow>& rows, const Snapshot& snapshot, const std::string& readout,
                       const std::string& panel, Band band = Band::Seeds);

// The x axis of a figure of curves. Throws Error for one that does not exist, naming those that do.
CurvesX x_of(const FigureSpec& spec);
// What plots of the figure's read-out share; without a cell.
CurvesOptions curves_options(const FigureSpec& spec, const FigureOptions& options);
// "Not drawn: LR, 1:16. ": what was hidden from the curves, for the note.
std::string hidden_text(const FigureOptions& options);

// How the two models and the bands are drawn.
void add_model_legend(Figure& figure, const Setup& setup, const PanelStyle& style, Band band = Band::Seeds);

// The builders of the kinds. build.cpp lists them.
std::vector<ViewRequest> paper_grid_views(const FigureSpec&, const Scene&, const FigureOptions&);
Figure build_paper_grid(const FigureSpec&, const Snapshot&, const FigureOptions&);
std::vector<ViewRequest> curves_figure_views(const FigureSpec&, const Scene&, const FigureOptions&);
Figure build_curves_figure(const FigureSpec&, const Snapshot&, const FigureOptions&);
std::vector<ViewRequest> stage_figure_views(const FigureSpec&, const Scene&, const FigureOptions&);
Figure build_stage_figure(const FigureSpec&, const Snapshot&, const FigureOptions&);
// One read-out where the run is, against the weight: a line per variant.
std::vector<ViewRequest> final_figure_views(const FigureSpec&, const Scene&, const FigureOptions&);
Figure build_final_figure(const FigureSpec&, const Snapshot&, const FigureOptions&);
// The stage, and beside it plots that share their x axis, on narrow pages below it: the window at a glance.
std::vector<ViewRequest> overview_figure_views(const FigureSpec&, const Scene&, const FigureOptions&);
Figure build_overview_figure(const FigureSpec&, const Snapshot&, const FigureOptions&);

// How far weights and seeds agree on one set of pictures over the run, a panel per variant.
std::vector<ViewRequest> agreement_figure_views(const FigureSpec&, const Scene&, const FigureOptions&);
Figure build_agreement_figure(const FigureSpec&, const Snapshot&, const FigureOptions&);

// Weights and variants side by side, now.
std::vector<ViewRequest> fan_figure_views(const FigureSpec&, const Scene&, const FigureOptions&);
Figure build_fan_figure(const FigureSpec&, const Snapshot&, const FigureOptions&);

}  // namespace reweigh
