#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

namespace reweigh {

// Below the controls, as wide as their column: what is drafted, with a button that applies it and one that
// throws it away. "2 changes apply on restart: hidden, seeds [Restart] [Discard]",
// "1 change applies to the fork: l2 [Fork] [Discard]". Their height in pixels: 0 without drafts.
float draft_bars_height(const Snapshot& snapshot, const ViewState& view);
void draw_draft_bars(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

}  // namespace reweigh
