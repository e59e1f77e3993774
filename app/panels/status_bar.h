#pragma once

#include "app/messages.h"
#include "app/panel.h"

namespace reweigh {

// The last message, theme, size and keys. `messages` outlives it.
std::unique_ptr<Panel> make_status_bar(const Messages& messages);

}  // namespace reweigh
