#pragma once

#include "app/view_state.h"
#include "core/figure/curves.h"
#include "core/state/snapshot.h"

namespace reweigh {

// The x axis that the window's choice stands for.
CurvesX curves_axis(const ViewState& view, const Snapshot& snapshot);

// The row over the plots: the x axis, and a legend whose entries hide what they name. 44 units high, from the
// cursor to `right` (pixels).
void draw_curves_header(const Snapshot& snapshot, ViewState& view, float right);

}  // namespace reweigh
