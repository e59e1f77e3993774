#pragma once

#include "core/figure/canvas.h"

#include <string>

struct ImDrawData;

namespace reweigh::gl {

// Paints Dear ImGui's frames into the window of the current context. Its thread only.
class Renderer {
public:
    Renderer();  // throws Error when OpenGL objects cannot be made
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    void begin_frame();
    void refresh_fonts();  // the atlas was built anew
    void paint(ImDrawData& frame, int width, int height, Color ground);
    Grid<Color> read(int width, int height) const;  // what was painted last
    std::string description() const;                // "llvmpipe (LLVM 15.0.6), OpenGL 4.5"
};

}  // namespace reweigh::gl
