#pragma once

#include "app/imgui_canvas.h"
#include "app/input.h"
#include "app/panel.h"
#include "app/style.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "core/base/error.h"

#include <imgui.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace reweigh {

// Dear ImGui without a window: frames of 1/60 s, input as values, nothing on a screen. All share one context,
// whose fonts are built once, and each draws into a window of its own; one at a time.
class NullGui {
public:
    explicit NullGui(Vec2 size, double scale = 1) {
        static ImGuiContext* const context = ImGui::CreateContext();
        ImGui::SetCurrentContext(context);
        prepare_input();
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {static_cast<float>(size.x), static_cast<float>(size.y)};
        io.DeltaTime = 1.0F / 60;
        if (apply_style(Theme::Light, scale)) {
            unsigned char* pixels = nullptr;
            int width = 0, height = 0;
            io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        }
        static int count = 0;
        name_ = "test " + std::to_string(++count);
        feed(FocusChanged{false});
        leave_focus();
    }
    NullGui(const NullGui&) = delete;
    NullGui& operator=(const NullGui&) = delete;

    // What a frame draws: into a window as large as the screen, or with windows of its own.
    std::function<void()> draw, draw_windows;

    void frame() {
        begin_focus();
        ImGui::NewFrame();
        if (draw) draw_in_window();
        if (draw_windows) draw_windows();
        ImGui::Render();
        begin_widgets();
    }
    void frames(int count) {
        for (int i = 0; i < count; ++i) frame();
    }

    void move(Vec2 to) {
        feed(PointerMoved{to});
        frame();
    }
    void press(int button = 0) {
        feed(ButtonChanged{button, true});
        frame();
    }
    void release(int button = 0) {
        feed(ButtonChanged{button, false});
        frame();
    }
    void click(Vec2 at, int button = 0) {
        move(at);
        press(button);
        release(button);
        frames(30);  // so that the next one is no double click
    }
    void double_click(Vec2 at) {
        move(at);
        press();
        release();
        press();
        release();
        frame();
    }
    void drag(Vec2 from, Vec2 to) {
        move(from);
        press();
        move(0.5 * (from + to));
        move(to);
        release();
        frames(30);
    }
    void wheel(Vec2 at, double notches) {
        move(at);
        feed(WheelTurned{{0, notches}});
        frame();
    }
    void key(const std::string& name, bool control = false) {
        feed(KeyChanged{.key = name, .is_down = true, .control = control});
        frame();
        feed(KeyChanged{.key = name, .is_down = false});
        frame();
    }
    void type(std::string_view text) {
        for (const char letter : text) {
            feed(TextTyped{static_cast<char32_t>(letter)});
            frame();
        }
    }

    static Rect place(std::string_view label) {
        const auto widget = find_widget(label);
        if (!widget)
            throw Error("No widget \"" + std::string(label) + "\"; the nearest is \"" +
                        nearest_widget(label) + "\".");
        return widget->place;
    }
    static Vec2 middle(std::string_view label) { return place(label).center(); }
    // Where a slider has a value.
    static Vec2 slider_at(std::string_view label, double value) {
        const auto slider = find_widget(label).value();
        const double share = (value - slider.low) / (slider.high - slider.low);
        return {slider.place.min.x + share * slider.place.width(), slider.place.center().y};
    }

private:
    void draw_in_window() {
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        ImGui::Begin(name_.c_str(), nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
        ImGui::PopStyleVar();
        draw();
        ImGui::End();
    }

    std::string name_;
};

struct NoSurfaces final : SurfacePainter {
    ImTextureID texture(const SurfaceImage&) override { return {}; }
};

}  // namespace reweigh
