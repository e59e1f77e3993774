#pragma once

#include "core/figure/canvas.h"

#include <array>

namespace reweigh {

enum class Theme { Light, Dark };

// Every colour of the window and of figures. PRODUCT.md 2.3; contrasts are tested from this table.
struct Palette {
    Color surface_positive, surface_middle, surface_negative;
    Color positive, negative;    // points and lines of the classes
    Color logistic, max_margin;  // LR line; max-margin line
    Color panel, plot, gap;      // grounds
    Color text, muted, rule, border;
    Color accent, accent_soft;  // "the user chose this"
    Color running, paused, failed;
    Color casing;                    // around marks on the surface
    std::array<Color, 256> surface;  // p(+) = 0 ... 1, middle at 0.5
};

const Palette& palette(Theme theme);

}  // namespace reweigh
