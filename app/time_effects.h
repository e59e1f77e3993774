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

// A new run from the moment shown, with what the live controls show there; it trains where its parent did.
void fork_here(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

// Keeps the step that was pointed at as a keyframe of its own, once it has been trained again.
void show_exactly(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
// A is the moment shown from now on; once more: nothing is. Compared with it is what is shown then.
void pin_moment(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void compare_with_pin(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

}  // namespace reweigh
