#pragma once

#include "app/panel.h"

namespace reweigh {

// Over the window: keys with current values, the palette that finds actions by their words, and questions.
std::unique_ptr<Panel> make_overlays();

}  // namespace reweigh
