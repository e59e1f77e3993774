#include "app/panels/panel_pictures.h"

#include "app/panels/stage_place.h"
#include "app/style.h"
#include "app/widgets/registry.h"

namespace reweigh {

void draw_panels(std::span<const PanelPicture> plots, Rect place, SurfacePainter& surfaces) {
    ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {to_imvec2(place.min), scale()}, surfaces);
    for (const PanelPicture& plot : plots) {
        draw_panel(plot, window_panel_style(), canvas);
        remember_widget(plot.title,
                        {{place.min + scale() * plot.plot.min, place.min + scale() * plot.plot.max}});
    }
}

}  // namespace reweigh
