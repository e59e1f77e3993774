#pragma once

#include "core/figure/figure.h"
#include "core/state/snapshot.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace reweigh {

// What a stage shows. A layer whose numbers are absent is left out.
struct StageLayers {
    bool surface = true, points = true, model_edge = true, companion_edge = true, max_margin = true;
    bool margins = true, support_vectors = true, labels = true;
};

// Lines and points shrink with the plot: a cell of a grid is a small stage.
struct StageOptions {
    PanelStyle style;
    Rect plot;                         // of the picture, points
    int focus = 0;                     // replica
    Rect world;                        // what is shown; empty: the data set's area box
    std::optional<std::int64_t> step;  // the moment; absent: the views that were asked for "now"
    StageLayers layers;
    Ticks ticks = Ticks::Inside;
};

// The rectangle of `aspect` = width / height that holds `box` in its middle: a stage keeps the data's aspect.
Rect fit_aspect(Rect box, double aspect);

// The evaluations that a stage of these options shows: the model's grid and the companion's line.
std::vector<ViewRequest> stage_views(const Scene& scene, const StageOptions& options);

// The answer that a stage of these options shows for a model; null while there is none.
const View* stage_view(const Snapshot& snapshot, ModelRole role, const StageOptions& options);

// One replica at one moment: surface, points, margins, max-margin line (or the labelled soft-margin line and
// a note), LR, MLP edge, support rings, labels. Views are found by role, replica and asked step; an older
// rectangle is drawn where it belongs. Without a scene: a panel with a note. Pure.
PanelPicture build_stage(const Snapshot& snapshot, const StageOptions& options);

// The edge p = 0.5 of the model as that picture shows it, in world units; empty where it shows none.
std::vector<std::vector<Vec2>> model_edge(const PanelPicture& stage);

// The marks of a stage in words: the row below it.
std::vector<LegendEntry> stage_legend(const Scene& scene, const StageOptions& options);

}  // namespace reweigh
