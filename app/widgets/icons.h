#pragma once

#include "app/style.h"

namespace reweigh {

enum class Icon {
    None,
    Play,
    Pause,
    Step,
    First,  // back to the beginning
    Reset,
    Stop,
    Cross,
    Check,
    Left,
    Right,
    Down,
    Disc,    // class +
    Square,  // class -
    Ring,
};

// A shape of about 12 x 12 units around `middle`; no font needed.
void draw_icon(Icon icon, ImVec2 middle, Color color);

}  // namespace reweigh
