#pragma once

#include "app/layout.h"
#include "app/messages.h"
#include "app/view_state.h"
#include "core/config/param.h"

#include <filesystem>

namespace reweigh {

// How the window was left: none of it changes a number.
struct WindowSettings {
    ThemeChoice theme = ThemeChoice::Auto;
    double ui_scale = 1;
    int width = 0, height = 0;  // of the window in pixels; 0: as large as ui_scale needs
    double controls_width = controls_range.first, curves_width = curves_range.first;
    bool controls_visible = true, curves_visible = true;
    bool hints = true, saves_history = true;
    friend bool operator==(const WindowSettings&, const WindowSettings&) = default;
};
template <>
inline constexpr auto params_of<WindowSettings> = std::tuple{
    Param{&WindowSettings::theme, "theme", "theme", "Light, dark, or as the desktop.", ThemeChoice::Light,
          ThemeChoice::Auto},
    Param{&WindowSettings::ui_scale, "ui_scale", "UI scale", "Size of everything, times the monitor's.", 0.75,
          3.0},
    Param{&WindowSettings::width, "width", "width", "Of the window in pixels; 0: as it needs.", 0, 32'768},
    Param{&WindowSettings::height, "height", "height", "Of the window in pixels; 0: as it needs.", 0, 32'768},
    Param{&WindowSettings::controls_width, "controls_width", "controls", "Width of the controls.",
          controls_range.least, controls_range.most},
    Param{&WindowSettings::curves_width, "curves_width", "curves", "Width of the curves.", curves_range.least,
          curves_range.most},
    Param{&WindowSettings::controls_visible, "controls_visible", "controls shown",
          "Whether controls are shown.", false, true},
    Param{&WindowSettings::curves_visible, "curves_visible", "curves shown", "Whether curves are shown.",
          false, true},
    Param{&WindowSettings::hints, "hints", "hints", "Whether the next step is hinted at.", false, true},
    Param{&WindowSettings::saves_history, "saves_history", "whole history",
          "Whether checkpoints hold all keyframes.", false, true},
};
static_assert(every_member_described<WindowSettings>);

// What lies in the file of settings.
struct Remembered {
    WindowSettings window;
    ExportSettings exports;
    friend bool operator==(const Remembered&, const Remembered&) = default;
};

Remembered settings_of(const ViewState& view, Vec2 size);
void apply(const Remembered& settings, ViewState& view);

// The settings of a file, defaults where there is none. A bad file is renamed to {file}.bad and `messages`
// says so.
Remembered load_settings(const std::filesystem::path& file, Messages& messages);
// A failure is one log line: nobody loses work by it.
void save_settings(const std::filesystem::path& file, const Remembered& settings);

}  // namespace reweigh
