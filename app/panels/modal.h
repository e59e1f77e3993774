#pragma once

#include "app/view_state.h"

#include <functional>

namespace reweigh {

// A part of the window over all others, which it keeps from the keyboard and the pointer. Esc, a click beside
// it and any change of ViewState::overlay close it.
struct Modal {
    const char* title;
    Overlay kind;
    double width;  // units, where the window is wide enough
};

// Draws it while the view has it open; `draw` learns whether it has just opened.
void draw_modal(const Modal& modal, ViewState& view, const std::function<void(bool is_fresh)>& draw);

}  // namespace reweigh
