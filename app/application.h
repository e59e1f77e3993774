#pragma once

#include "app/lab_view.h"
#include "app/theme_choice.h"
#include "core/base/error.h"
#include "core/data/download.h"
#include "core/experiment/experiment.h"
#include "core/session/history_budget.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reweigh {

// How the window opens. Filled from the command line.
struct WindowOptions {
    std::string experiment = "boundary/start";  // "lab/name", or the path of a .json or .csv
    Overrides overrides;
    bool play = false;
    std::optional<double> ui_scale;  // default: as it was left
    std::optional<ThemeChoice> theme;
    LabView view = LabView::Stage;
    bool full_screen = false;
    int bench_frames = 0;          // > 0: trains at full pace, draws so many frames, prints p50 and p99 in ms
    std::string script;            // a file of verbs; empty: none
    bool virtual_clock = false;    // lock step: fixed turns and time per frame
    bool is_safe = false;          // nothing remembered, software OpenGL, abandoned autosaves left alone
    bool resets_settings = false;  // those of the last window are put aside
    std::string program;           // the version that files name
    std::vector<std::pair<std::string, std::string>> facts;  // of the program: name, value
    std::optional<double> autosave_seconds;                  // of training; default: 60, never under a script
    HistoryBudget history;
    OtherSource pictures;        // in the place of the official archive of CIFAR-10
    std::optional<int> threads;  // most that the engines may use; default: half of the cores
};

// No display, or one without OpenGL 3.3: exit code 5.
struct DisplayError : Error {
    using Error::Error;
};

// Opens the window and returns when it closes: an exit code of PRODUCT.md 8. Throws DisplayError, and Error
// for unusable input.
int run_window(const WindowOptions& options);

}  // namespace reweigh
