#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// Edits of the live parameters, the same for controls and keys. The draft they work on is Outbox::live: what
// the user last set, so that no control jumps back while an edit is on its way. While the view is held in the
// past they collect for a fork from there.

// What the live controls show: what was last set; of a moment of the past what held there, with the changes
// for the fork.
Live shown_live(const Snapshot& snapshot, const ViewState& view, const Outbox& outbox);

// The keys that a fork from the moment shown would change: "l2".
std::vector<std::string> fork_changes(const Snapshot& snapshot, const ViewState& view);

// The live parameters of step 0.
const Live& live_at_start(const Snapshot& snapshot);

// What controls show of `live`: the variant in scope, or the first one.
const LiveParams& shown_params(const Live& live, std::optional<int> scope);

// Whether a variant began with a value of its own for this key; an edit of all variants leaves it alone.
// `start`: the live parameters of step 0.
bool keeps_own(const Live& start, std::size_t variant, std::string_view key);

// `live` with every member in which `wanted` differs from shown_params() written to the variants in scope;
// all of them but those that keep their own where `scope` is empty.
Live with_edit(const Live& live, const LiveParams& wanted, std::optional<int> scope, const Live& start);

// Posts what `change` makes of the shown parameters, or keeps it for the fork; nothing where it changes
// nothing.
void edit_live(const Snapshot& snapshot, ViewState& view, Outbox& outbox,
               const std::function<void(LiveParams&)>& change);

// "l2 keeps 1e-3" for the variants that keep their own value of `key`, "9 keep theirs" for many; empty for
// none, or where one variant is in scope.
std::string kept_note(const Snapshot& snapshot, std::optional<int> scope, std::string_view key);

// The keys L, D, N, - and +, and 0. The switches turn to value_when_on(), or back to 0; the weight moves to
// the next whole powers of two within its range.
void toggle_l2(LiveParams& params);
void toggle_dropout(LiveParams& params);
void toggle_batch_norm(LiveParams& params);
void step_importance(LiveParams& params, int by);
void reset_importance(LiveParams& params);

// What the on/off switch of a live parameter sets: L2 1e-3, dropout 0.5; nothing for those without one.
std::optional<double> value_when_on(std::string_view key);

}  // namespace reweigh
