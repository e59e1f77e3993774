#pragma once

#include "app/style.h"
#include "core/figure/figure.h"

namespace reweigh {

// Where the stage's picture lies in this frame, and what part of the plane it shows.
struct StagePlace {
    Rect picture;  // pixels, y down
    Rect world;

    ImVec2 low() const { return {static_cast<float>(picture.min.x), static_cast<float>(picture.min.y)}; }
    ImVec2 high() const { return {static_cast<float>(picture.max.x), static_cast<float>(picture.max.y)}; }
};

// Wide enough that cards have room beside the points.
inline bool is_wide(Rect picture) { return picture.width() > 1.6 * picture.height(); }

// Dear ImGui's and ours.
inline Vec2 to_vec2(ImVec2 at) { return {static_cast<double>(at.x), static_cast<double>(at.y)}; }
inline ImVec2 to_imvec2(Vec2 at) { return {static_cast<float>(at.x), static_cast<float>(at.y)}; }

// Pictures of core/figure in the window: a point is a unit.
inline PanelStyle window_panel_style() { return {theme(), 13}; }

}  // namespace reweigh
