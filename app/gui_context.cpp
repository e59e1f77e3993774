#include "app/gui_context.h"

#include <imgui.h>

#include <algorithm>

namespace reweigh {
namespace {

void connect_clipboard(Window& window) {
#if IMGUI_VERSION_NUM >= 19110
    ImGuiPlatformIO& io = ImGui::GetPlatformIO();
    io.Platform_ClipboardUserData = &window;
    io.Platform_GetClipboardTextFn = [](ImGuiContext*) {
        return static_cast<Window*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->clipboard();
    };
    io.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
        static_cast<Window*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->set_clipboard(text);
    };
#else
    ImGuiIO& io = ImGui::GetIO();
    io.ClipboardUserData = &window;
    io.GetClipboardTextFn = [](void* owner) { return static_cast<Window*>(owner)->clipboard(); };
    io.SetClipboardTextFn = [](void* owner, const char* text) {
        static_cast<Window*>(owner)->set_clipboard(text);
    };
#endif
}

}  // namespace

GuiContext::GuiContext(Window& window) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    prepare_input();
    connect_clipboard(window);
}

GuiContext::~GuiContext() { ImGui::DestroyContext(); }

void GuiContext::begin_frame(Vec2 size, double seconds) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(size.x), static_cast<float>(size.y)};
    io.DeltaTime = static_cast<float>(std::clamp(seconds, 1e-4, 0.25));
}

PointerShape GuiContext::pointer_shape() {
    switch (ImGui::GetMouseCursor()) {
        case ImGuiMouseCursor_TextInput:
            return PointerShape::Text;
        case ImGuiMouseCursor_Hand:
            return PointerShape::Hand;
        case ImGuiMouseCursor_ResizeEW:
            return PointerShape::ResizeColumns;
        case ImGuiMouseCursor_ResizeNS:
            return PointerShape::ResizeRows;
        default:
            return PointerShape::Arrow;
    }
}

}  // namespace reweigh
