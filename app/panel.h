#pragma once

#include "app/outbox.h"
#include "app/view_state.h"
#include "core/state/snapshot.h"

#include <memory>

namespace reweigh {

class SurfacePainter;  // app/imgui_canvas.h
struct PinnedMoment;   // app/moment.h

// A part of the window. Draws into the current Dear ImGui region, from its cursor to its content maximum,
// with app/style.h; changes the view, posts commands, never the snapshot. GUI thread only.
class Panel {
public:
    virtual ~Panel() = default;
    virtual void draw(const Snapshot& snapshot, ViewState& view, Outbox& outbox) = 0;
};

// The left column: experiment, data, model, importance, regularization, optimizer, sweep, run.
std::unique_ptr<Panel> make_controls_panel();
// Tool row, picture, key row; beside it the pinned moment, where that is compared. Both outlive the panel.
std::unique_ptr<Panel> make_stage_panel(SurfacePainter& surfaces, const PinnedMoment& pinned);
// Small stages side by side: the fan, the paper's grid.
std::unique_ptr<Panel> make_cells_panel(SurfacePainter& surfaces);
// In the place of both where pictures are trained on: what is called positive, over time and over weights.
std::unique_ptr<Panel> make_ratios_panel(SurfacePainter& surfaces);
// The linked plots.
std::unique_ptr<Panel> make_curves_panel(SurfacePainter& surfaces);

// The run's keyframes and edits on one line; what it chooses is the moment that the view shows.
std::unique_ptr<Panel> make_time_panel();

}  // namespace reweigh
