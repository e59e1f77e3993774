#pragma once

#include "app/panel.h"

namespace reweigh {

// Over the window: the figure as it will be written, drawn by the same code, beside its settings. Enter, or
// the button, writes it.
std::unique_ptr<Panel> make_export_dialog(SurfacePainter& surfaces);

}  // namespace reweigh
