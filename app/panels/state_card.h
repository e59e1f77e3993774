#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

namespace reweigh {

// What the state of the run has to say, with its buttons, on the stage: loading, ready, finished, failed, or
// why there is none.
// `stage`: the picture's place in pixels. PRODUCT.md 2.4.
void draw_state_card(Rect stage, const Snapshot& snapshot, ViewState& view, Outbox& outbox);

}  // namespace reweigh
