#pragma once

#include "core/experiment/experiment.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace reweigh {

enum class ThemeChoice { Light, Dark, Auto };  // Auto: the desktop's setting, else light
template <>
inline constexpr auto names_of<ThemeChoice> = std::array{
    Name{ThemeChoice::Light, "light", "Light"},
    Name{ThemeChoice::Dark, "dark", "Dark"},
    Name{ThemeChoice::Auto, "auto", "Auto"},
};
enum class TimeAxis { EpochLog, LogFromEdit, Epoch, Step, Seconds };

// Points edited by hand: pending until Enter restarts with them.
struct PointEditing {
    bool is_on = false;
    std::optional<std::vector<LabelledPoint>> pending;  // nothing: as the run has them
    std::vector<std::vector<LabelledPoint>> undo;       // former states of `pending`, newest last
    std::optional<int> selected;                        // index into the points shown
};

// The pointer over a picture: a place on the stage, or a moment on the curves.
struct Hover {
    std::optional<Vec2> stage;
    std::optional<double> epoch;
};

// A list over the window.
enum class Overlay { None, Keys, Palette };

// What the window alone decides: none of it changes a number of a run. GUI thread only.
struct ViewState {
    Experiment experiment;               // what the run on screen was made from
    std::optional<Experiment> draft;     // restart controls that differ from it; nothing: none
    std::optional<int> scope;            // variant that live controls change; nothing: all
    std::optional<std::string> loading;  // name of what is being made ready; the old picture stays, pale

    int focus = 0;                        // replica shown big
    std::optional<Rect> stage_world;      // nothing: the data's area box
    std::optional<TimeAxis> time_axis;    // nothing: log, from the last edit once there is one
    std::set<std::string> hidden_curves;  // names as the legend shows them
    Hover hover;
    PointEditing points;

    ThemeChoice theme = ThemeChoice::Auto;
    double ui_scale = 1;  // 0.75 ... 3, times the monitor's
    bool controls_visible = true, curves_visible = true;
    bool drawer_open = false;                         // narrow windows: the controls lie over the stage
    double controls_width = 300, curves_width = 420;  // units
    Overlay overlay = Overlay::None;
};

}  // namespace reweigh
