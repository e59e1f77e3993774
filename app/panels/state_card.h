#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

namespace reweigh {

// What the state of the run has to say, with its buttons, on the stage: loading, ready, finished, failed, or
// why there is none. `stage`: the picture's place in pixels. PRODUCT.md 2.4. In a run of pictures it stands
// below them.
void draw_state_card(Rect stage, const Snapshot& snapshot, ViewState& view, Outbox& outbox);
// What pictures of that width leave it below them, in pixels; 0 where it is not there.
float state_card_room(float width, const Snapshot& snapshot, const ViewState& view);

}  // namespace reweigh
