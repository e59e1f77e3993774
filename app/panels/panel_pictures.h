#pragma once

#include "app/imgui_canvas.h"
#include "core/figure/figure.h"

#include <span>

namespace reweigh {

// Draws plots whose cells lie in a place of the window (pixels); widgets are named by the plots' titles.
void draw_panels(std::span<const PanelPicture> plots, Rect place, SurfacePainter& surfaces);

}  // namespace reweigh
