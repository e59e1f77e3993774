#pragma once

#include "app/application.h"
#include "app/messages.h"
#include "app/view_state.h"
#include "app/window.h"

namespace reweigh {

// The window as the command line says, else as it was left, else as large as its scale needs.
void open_as_left(const WindowOptions& options, Window& window, ViewState& view, Messages& messages);
// The same without a memory: scripts and measurements meet the same window every time.
void open_as_told(const WindowOptions& options, Window& window, ViewState& view);
// For the next start. Of several windows the last one to close is remembered.
void remember(const Window& window, const ViewState& view);

}  // namespace reweigh
