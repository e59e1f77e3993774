#pragma once

#include <imgui.h>

namespace reweigh {

// Widgets one behind the other, in pixels: what has no room any more goes to the next row, never away.
struct Flow {
    ImVec2 at;
    float left = 0, right = 0;  // of every row
    float gap = 0, pitch = 0;   // between two widgets; from row to row

    // The upper left corner of the next widget.
    ImVec2 place(float width) {
        if (at.x + width > right && at.x > left) at = {left, at.y + pitch};
        const ImVec2 low = at;
        at.x += width + gap;
        return low;
    }
};

}  // namespace reweigh
