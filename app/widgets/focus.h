#pragma once

#include <imgui.h>

namespace reweigh {

// Keyboard focus of our widgets. Its order is the order of drawing; Dear ImGui's own differs between versions
// and leaves buttons out. A control with the focus ring owns Space, Enter and arrows until Esc. GUI thread
// only.

enum class FocusKey { Next, Previous, NextRegion, Activate, Less, More, Down, Up, Leave };

// From the window's input; the widget that has the focus answers in the next frame. True when it was used: a
// key that is not is free for the action table. Next, Previous and NextRegion are always used.
bool press_focus_key(FocusKey key);
bool a_widget_has_focus();
void leave_focus();

void begin_focus();         // a new frame
void begin_focus_region();  // what follows is another part of the window
// What is over the window has the keyboard: the widgets drawn in this frame so far are out of reach.
void begin_modal_focus();
void focus_next_stop();  // the focus goes to the next widget that is drawn

// What a widget learns about itself, once per frame.
struct FocusStop {
    bool focused = false, activated = false;
    int steps = 0;  // More minus Less; Up is more, Down is less
    int rows = 0;   // Down minus Up: what has columns goes steps + rows of them
};
FocusStop focus_stop(ImGuiID id);
// How many widgets have found themselves focused: more than before when one between the two calls has.
int focus_finds();

// The ring, 2 px outside a rectangle.
void draw_focus_ring(ImVec2 low, ImVec2 high);

}  // namespace reweigh
