#pragma once

#include "app/view_state.h"
#include "core/figure/curves.h"
#include "core/state/snapshot.h"

namespace reweigh {

// The x axis on screen: until somebody chooses, a log that begins anew at each edit, once there is one.
CurvesX curves_axis(const ViewState& view, const Snapshot& snapshot);

// What lines on screen are the mean over: as in the first figure of the experiment.
Band curves_band(const ViewState& view);

// Hidden by the legend's entry "earlier".
EarlierRuns earlier_runs(const ViewState& view);

// Over the plots: the x axis, and a legend whose entries hide what they name, in as many rows as it needs.
// From the cursor to `right` (pixels). Its height in units.
double draw_curves_header(const Snapshot& snapshot, ViewState& view, float right);

}  // namespace reweigh
