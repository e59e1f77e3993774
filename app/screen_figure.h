#pragma once

#include "app/view_state.h"
#include "core/figure/spec.h"
#include "core/state/snapshot.h"

#include <string>

namespace reweigh {

// What a figure shows of a run, and how.
struct ScreenFigure {
    FigureSpec spec;
    FigureOptions options;
};

// The picture of the window: the stage of the focus replica, with the plots where they are shown beside it;
// the fan; the paper's grid of the focus's variant. With their axis, zoom and hidden lines, as the view's
// export settings have it. `theme`: the window's. Pure.
ScreenFigure screen_figure(const Snapshot& snapshot, const ViewState& view, Theme theme);

// Built, with its recipe once there is a run. `program`: the version that its recipe names. Throws Error
// before anything has been made ready. Pure.
Figure built(const ScreenFigure& screen, const Snapshot& snapshot, const Experiment& experiment,
             const std::string& program = {});

// The other way round: changes the view until it shows what the figure shows. Its theme stays.
void look_at(const ScreenFigure& screen, ViewState& view);

}  // namespace reweigh
