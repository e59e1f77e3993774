#pragma once

#include "app/headless.h"
#include "app/headless_data.h"
#include "app/lab_view.h"
#include "core/base/log.h"
#include "core/session/history_budget.h"

#include <optional>
#include <string>
#include <variant>

namespace reweigh {

// The window, as far as the command line speaks of it; WindowOptions belongs to builds that have one.
struct WindowRequest {
    std::string file = "boundary/start";
    Overrides overrides;
    std::optional<double> ui_scale;
    std::string theme;  // light, dark, auto; empty: as it was left
    LabView view = LabView::Stage;
    int bench_frames = 0;
    std::string script;
    std::optional<double> autosave_seconds;
    HistoryBudget history;
    OtherSource pictures;        // in the place of the official archive of CIFAR-10
    std::optional<int> threads;  // most that the engines may use
    bool play = false, full_screen = false, is_clock_virtual = false;
    bool is_safe = false, resets_settings = false;
};

struct ListRequest {};

struct TextRequest {  // help, version, completions: printed, then done
    std::string text;
};

using Request = std::variant<WindowRequest, RunRequest, FigureRequest, ClaimsRequest, VerifyRequest,
                             BenchRequest, DataRequest, ListRequest, TextRequest>;

struct LogRequest {
    LogLevel threshold = LogLevel::Warning;
    std::optional<std::filesystem::path> file;
};

struct CommandLine {
    Request request;
    LogRequest log;
};

// What the command line and the variables REWEIGH_DEVICE and REWEIGH_LOG ask for. PRODUCT.md 8. Throws
// CommandLineError, and DeviceError for a device that this build or this computer lacks.
CommandLine parse_arguments(int count, const char* const* arguments);

}  // namespace reweigh
