#pragma once

#include "app/window.h"

namespace reweigh {

// Dear ImGui's context, for as long as this lives. Its clipboard is the window's, which outlives it.
class GuiContext {
public:
    explicit GuiContext(Window& window);
    ~GuiContext();
    GuiContext(const GuiContext&) = delete;
    GuiContext& operator=(const GuiContext&) = delete;

    // The next frame: `size` in pixels, `seconds` after the last one.
    static void begin_frame(Vec2 size, double seconds);
    // What the widgets under the pointer ask for.
    static PointerShape pointer_shape();
};

}  // namespace reweigh
