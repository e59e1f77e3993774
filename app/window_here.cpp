#include "app/application.h"
#include "app/headless_files.h"
#include "app/window_command.h"
#include "core/base/log.h"
#include "core/base/places.h"

namespace reweigh {
namespace {

ThemeChoice theme_choice(const std::string& word) {
    if (word == "light") return ThemeChoice::Light;
    return word == "dark" ? ThemeChoice::Dark : ThemeChoice::Auto;
}

WindowOptions options_of(const WindowRequest& request) {
    WindowOptions options;
    options.experiment = request.file;
    options.overrides = request.overrides;
    options.play = request.play;
    options.ui_scale = request.ui_scale;
    if (!request.theme.empty()) options.theme = theme_choice(request.theme);
    options.view = request.view;
    options.full_screen = request.full_screen;
    options.bench_frames = request.bench_frames;
    options.script = request.script;
    options.virtual_clock = request.is_clock_virtual;
    options.autosave_seconds = request.autosave_seconds;
    options.history = request.history;
    options.threads = request.threads;
    options.is_safe = request.is_safe;
    options.resets_settings = request.resets_settings;
    options.pictures = request.pictures;
    options.program = version_fact().value;
    options.facts = version_facts();
    return options;
}

}  // namespace

int open_window(const WindowRequest& request, char**) {
    if (request.script.empty() && request.bench_frames == 0) keep_log(state_folder() / "log");
    try {
        return run_window(options_of(request));
    } catch (const DisplayError& error) {
        throw DeviceError(error.what());
    } catch (const CommandLineError&) {
        throw;
    } catch (const Error& error) {
        throw InputError(error.what());
    }
}

}  // namespace reweigh
