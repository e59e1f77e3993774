#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

namespace reweigh {

// The rows of the live parameters, made from their table: every edit is posted and takes effect between two
// steps.

enum class LiveGroup { Importance, Regularization, Optimizer };

// Whether a live parameter means anything to a run; else it has no row.
bool concerns(std::string_view key, const Setup& setup);

// Draws the rows of a group at the cursor.
void draw_live_rows(LiveGroup group, const Snapshot& snapshot, ViewState& view, Outbox& outbox);

// With several variants: which of them the rows change.
void draw_scope_row(const Snapshot& snapshot, ViewState& view);

}  // namespace reweigh
