#pragma once

#include "core/figure/canvas.h"

#include <cstdint>
#include <string>
#include <vector>

struct ImDrawData;

namespace reweigh::gl {

// 8-bit RGB, (height, width), row 0 at the top.
struct Pixels {
    int width = 0, height = 0;
    std::vector<std::uint8_t> values;
};

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
    Pixels read(int width, int height) const;
    std::string description() const;  // "llvmpipe (LLVM 15.0.6), OpenGL 4.5"
};

}  // namespace reweigh::gl
