#pragma once

#include "app/export_settings.h"
#include "app/fetch_state.h"
#include "app/lab_view.h"
#include "app/labs.h"
#include "app/request.h"
#include "app/theme_choice.h"
#include "core/figure/curves.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace reweigh {

// Points edited by hand: pending until a run with them is on screen.
struct PointEditing {
    bool is_on = false;
    bool restarts = false;                              // after each edit, without Enter
    std::optional<std::vector<LabelledPoint>> pending;  // nothing: as the run has them
    std::vector<std::vector<LabelledPoint>> undo;       // former states of `pending`, newest last
    std::optional<int> selected;                        // index into the points shown
};

// A part of an x axis.
struct PlotsZoom {
    CurvesX axis = CurvesX::EpochLog;
    Range range;
};

// The linked plots: what they show.
struct PlotsView {
    std::vector<std::string> readouts{"area", "offset", "angle", "margin", "norm", "loss"};
    std::size_t shown = 6;          // the first of them, those that have room
    std::optional<PlotsZoom> zoom;  // nothing: the run so far
};

// The pointer over a picture: a place on the stage, or a moment on the curves.
struct Hover {
    std::optional<Vec2> stage;
    std::optional<double> epoch;
};

// Over the window: a list, a question, a path to type, or facts of the run.
enum class Overlay { None, Keys, Palette, Question, Path, Info, Export, Gallery };

// Asked before a request that throws training away, or at the beginning. An Answer names a choice.
struct Question {
    enum class First { Nothing, Save };  // what a choice does before its request
    struct Choice {
        std::string label;               // what the button says
        std::optional<Request> request;  // nothing: all stays as it is
        First first = First::Nothing;
    };
    std::string sentence;  // "Reset discards 3 h 12 min of training."
    std::vector<Choice> choices;
    std::size_t safe = 0;  // the choice that has the keyboard first
};

// Where to save, what to open, or where pictures to train on are.
struct PathQuestion {
    enum class Purpose { SaveAs, Open, Pictures } purpose = Purpose::Open;
    std::string path;                           // to begin with
    std::vector<std::filesystem::path> recent;  // files to choose from, newest first
};

struct Fact {
    std::string label, value;
};

// What is being made ready while the old picture stays, pale.
struct Loading {
    std::string sentence;     // "Loading moons.csv (3.2 MB)."
    bool can_cancel = false;  // the file or the data set, not yet the trainer
};

// A moment that others are compared with.
struct Pin {
    std::uint64_t run = 0;
    std::int64_t step = 0;
    friend bool operator==(const Pin&, const Pin&) = default;
};
struct MomentComparison {
    std::optional<Pin> a;   // B is the moment shown
    bool is_split = false;  // the stage shows A at the left of a line, B at its right
    double split = 0.5;     // of the stage's width
};

// Live parameters that a fork shall have: what differs between `base`, which held at the moment shown when
// they were edited, and `live`.
struct ForkDraft {
    Live base, live;
};

// What the window alone decides: none of it changes a number of a run. GUI thread only.
struct ViewState {
    Experiment experiment;                            // what the run on screen was made from
    std::map<std::uint64_t, Experiment> experiments;  // of the runs that can come back, and of that one
    std::optional<Experiment> draft;                  // restart controls that differ from it; nothing: none
    std::optional<int> scope;                         // variant that live controls change; nothing: all
    std::optional<Loading> loading;                   // only when it takes long enough to be seen
    bool is_starting = false;                         // a new run was asked for and is not on screen yet
    bool is_saving = false;                           // something is being written
    std::optional<std::string> failure;               // why there is no run to show
    FetchState fetch;                                 // of CIFAR-10
    bool accepts_stand_in = false;                    // in the place of CIFAR-10
    std::array<std::string, labs.size()> left_experiments;  // by lab, when another was shown; empty: none

    LabView lab_view = LabView::Stage;
    int focus = 0;                       // replica shown big
    std::optional<Rect> stage_world;     // nothing: the data's area box
    std::optional<std::int64_t> moment;  // a step: held in the past; nothing: it follows
    std::optional<std::int64_t> asked;  // the step that was pointed at, which the nearest keyframe stands for
    MomentComparison comparison;
    std::optional<ForkDraft> fork;        // while held in the past; nothing: no changes
    std::optional<CurvesX> time_axis;     // nothing: log, from the last edit once there is one
    std::set<std::string> hidden_curves;  // names as the legend shows them
    PlotsView plots;
    Hover hover;
    PointEditing points;

    ExportSettings exports;
    bool saves_history = true;  // all keyframes of the runs, not only those that going on needs
    ThemeChoice theme = ThemeChoice::Auto;
    double ui_scale = 1;  // 0.75 ... 3, times the monitor's
    bool controls_visible = true, curves_visible = true;
    bool curves_beside_fan = false;                   // which needs the width
    bool drawer_open = false;                         // narrow windows: the controls lie over the stage
    double controls_width = 300, curves_width = 420;  // units
    bool hints = true;                                // until the first live edit
    Overlay overlay = Overlay::None;
    std::optional<Question> question;  // of Overlay::Question
    PathQuestion path;                 // of Overlay::Path
    std::vector<Fact> info;            // of Overlay::Info
};

inline bool shows_curves(const ViewState& view) {
    return view.lab_view == LabView::Fan ? view.curves_beside_fan : view.curves_visible;
}

}  // namespace reweigh
