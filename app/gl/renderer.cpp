#include "app/gl/renderer.h"

#include "app/gl/api.h"
#include "core/base/error.h"

#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

namespace reweigh::gl {

Renderer::Renderer() {
    if (!ImGui_ImplOpenGL3_Init("#version 330 core"))
        throw Error("OpenGL could not be prepared for drawing.");
}

Renderer::~Renderer() { ImGui_ImplOpenGL3_Shutdown(); }

void Renderer::begin_frame() { ImGui_ImplOpenGL3_NewFrame(); }

void Renderer::refresh_fonts() {
#if IMGUI_VERSION_NUM < 19200
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
#endif
}

void Renderer::paint(ImDrawData& frame, int width, int height, Color ground) {
    const auto share = [](std::uint8_t channel) { return static_cast<float>(channel) / 255.0F; };
    glViewport(0, 0, width, height);
    glClearColor(share(ground.red), share(ground.green), share(ground.blue), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(&frame);
}

Grid<Color> Renderer::read(int width, int height) const {
    Grid<Color> pixels{
        width,
        height,
        {},
        std::vector<Color>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.values.data());
    for (Color& pixel : pixels.values) pixel.alpha = 255;
    return pixels;
}

std::string Renderer::description() const {
    const auto text = [](GLenum name) {
        const auto* words = reinterpret_cast<const char*>(glGetString(name));
        return std::string(words ? words : "unknown");
    };
    return text(GL_RENDERER) + ", OpenGL " + text(GL_VERSION);
}

}  // namespace reweigh::gl
