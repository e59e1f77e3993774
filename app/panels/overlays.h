#pragma once

#include "app/panel.h"

namespace reweigh {

// The lists over the window: keys with current values, and the palette that finds actions by their words.
std::unique_ptr<Panel> make_overlays();

}  // namespace reweigh
