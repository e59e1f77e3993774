#pragma once

#include "app/widgets/icons.h"

#include <string_view>

namespace reweigh {

enum class ButtonLook {
    Plain,
    Filled,    // the one next thing to do; at most one at a time
    Selected,  // "the user chose this"
    Link,      // a text without a frame
};

struct ButtonFace {
    std::string_view label;  // also its name in scripts
    Icon icon = Icon::None;
    std::string_view help = "";  // tooltip
    ButtonLook look = ButtonLook::Plain;
    bool enabled = true;
    double width = 0;  // units; 0: as the label needs
};

// Width in pixels that a button takes.
float button_width(const ButtonFace& face);

// A button 28 units high at the cursor; true when it was clicked. Leaves the cursor as Dear ImGui's items do.
bool button(const ButtonFace& face);

// The same with the icon alone, 28 x 28; the label is its name and tooltip.
bool icon_button(const ButtonFace& face);

}  // namespace reweigh
