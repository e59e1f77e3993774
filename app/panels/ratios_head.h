#pragma once

#include "app/view_state.h"
#include "core/state/snapshot.h"

namespace reweigh {

// Over the plots of pictures, from the cursor to `right` (pixels): view and
// focus; where the pictures came from, what asking about them costs, and how
// many they are. Its height in pixels.
float draw_ratios_head(const Snapshot& snapshot, ViewState& view, float right);

}  // namespace reweigh
