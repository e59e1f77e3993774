#pragma once

#include "app/view_state.h"
#include "core/state/snapshot.h"

#include <optional>

namespace reweigh {

// What is asked before a request that throws more than a minute of training away; nothing where there is
// nothing to ask. PRODUCT.md 4: "Reset discards 3 h 12 min of training."
std::optional<Question> question_before(const Request& request, const Snapshot& snapshot);

}  // namespace reweigh
