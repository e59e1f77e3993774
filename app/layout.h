#pragma once

#include "app/view_state.h"
#include "core/base/geometry.h"

#include <optional>

namespace reweigh {

// Where the parts of the window lie, in whole pixels. PRODUCT.md 2.1. A part that is not shown is absent.
struct Layout {
    Rect top, stage, time, status;
    std::optional<Rect> controls, curves;
    std::optional<Rect> controls_splitter, curves_splitter;
    bool controls_float = false;  // a drawer over the stage
    bool curves_below = false;    // under the stage, their splitter lies flat
};

// Widths in units that a splitter may be dragged to, and the first one.
struct SplitterRange {
    double least, first, most;
};
inline constexpr SplitterRange controls_range{240, 300, 480}, curves_range{280, 420, 720};

// `size`: of the window in pixels; `scale`: pixels per unit.
Layout arrange(Vec2 size, double scale, const ViewState& view);

}  // namespace reweigh
