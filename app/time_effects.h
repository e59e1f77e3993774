#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

namespace reweigh {

// What the actions do with the moment that the view shows; pure like app/run_effects.h. Behind the last
// keyframe or edit the view follows the training. While points are edited the arrows move the chosen one.
void earlier_or_left(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void later_or_right(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void show_keyframe_before(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void show_keyframe_after(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void show_edit_before(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void show_edit_after(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void show_first_keyframe(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void follow_training(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

}  // namespace reweigh
