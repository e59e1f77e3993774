#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

namespace reweigh {

// The inside of the overlay that shows the facts of a run. True when it is to be closed.
bool draw_info_box(const std::vector<Fact>& facts, Outbox& outbox);

}  // namespace reweigh
