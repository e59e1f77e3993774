#pragma once

#include "core/figure/canvas.h"
#include "core/figure/palette.h"

#include <imgui.h>

namespace reweigh {

// Looks of the window. Set once per change of theme or scale, before a frame; read while drawing, like Dear
// ImGui's own style. GUI thread only.

enum class TextRole { Body, Small, Title };  // 15, 13, 18 px at scale 1

// Builds the fonts for `scale` (pixels per unit: monitor x UI scale) and paints Dear ImGui in the theme. True
// when the font atlas changed, so its texture must be made anew.
bool apply_style(Theme theme, double scale);

const Palette& colors();  // of the theme in force
Theme theme();

double scale();  // pixels per unit, as it is: what a canvas takes as pixels per point
// Whole pixels of a length in units (px at scale 1).
float px(double units);
ImU32 to_im(Color color);
ImVec4 to_im4(Color color);

// Sizes of the grid, in units.
namespace metrics {
inline constexpr double grid = 4, row = 28, field = 24, padding = 16, gap = 8, radius = 4, card_radius = 6;
}

ImFont* font(TextRole role, FontWeight weight = FontWeight::Regular);
// A font with its size for AddText, so that the em is `em_pixels` high.
struct FontAt {
    ImFont* font = nullptr;
    float size = 0;    // what Dear ImGui calls the size: ascent - descent
    float ascent = 0;  // from the top of the line to the baseline
};
FontAt font_at(double em_pixels, FontWeight weight = FontWeight::Regular);

// The font of all that follows in this scope.
class ScopedFont {
public:
    explicit ScopedFont(TextRole role, FontWeight weight = FontWeight::Regular);
    ~ScopedFont();
    ScopedFont(const ScopedFont&) = delete;
    ScopedFont& operator=(const ScopedFont&) = delete;
};

}  // namespace reweigh
