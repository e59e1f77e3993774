#pragma once

#include "app/outbox.h"
#include "app/view_state.h"
#include "core/state/snapshot.h"

#include <string>

namespace reweigh {

// "viewing epoch 100; training at 3,412", while the view is held in the past; else empty.
std::string held_sentence(const Snapshot& present, const ViewState& view);

// While the view is held in the past: an amber frame around the picture with that sentence, the way to the
// very step that was pointed at, and the way back.
void draw_held_frame(Rect picture, const Snapshot& present, ViewState& view, Outbox& outbox);

}  // namespace reweigh
