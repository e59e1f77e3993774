#include "app/arguments.h"
#include "app/headless.h"
#include "core/base/overloaded.h"

#include <cstdio>
#include <exception>

#ifdef REWEIGH_WITH_WINDOW
#include "app/application.h"
#endif

namespace reweigh {
namespace {

#ifdef REWEIGH_WITH_WINDOW
ThemeChoice theme_choice(const std::string& word) {
    if (word == "light") return ThemeChoice::Light;
    return word == "dark" ? ThemeChoice::Dark : ThemeChoice::Auto;
}

int open_window(const WindowRequest& request) {
    WindowOptions options;
    options.experiment = request.file;
    options.overrides = request.overrides;
    options.play = request.play;
    options.ui_scale = request.ui_scale;
    if (!request.theme.empty()) options.theme = theme_choice(request.theme);
    options.full_screen = request.full_screen;
    options.bench_frames = request.bench_frames;
    options.script = request.script;
    options.virtual_clock = request.is_clock_virtual;
    try {
        return run_window(options);
    } catch (const DisplayError& error) {
        throw DeviceError(error.what());
    } catch (const CommandLineError&) {
        throw;
    } catch (const Error& error) {
        throw InputError(error.what());
    }
}
#else
int open_window(const WindowRequest&) { throw DeviceError("This build has no window."); }
#endif

int print(const TextRequest& request) {
    std::fputs(request.text.c_str(), stdout);
    return Done;
}

int answer(const Request& request) {
    return std::visit(overloaded{
                          [](const WindowRequest& window) { return open_window(window); },
                          [](const RunRequest& run) { return run_experiment(run); },
                          [](const FigureRequest& figure) { return make_figures(figure); },
                          [](const ListRequest&) { return list_figures(); },
                          [](const TextRequest& text) { return print(text); },
                      },
                      request);
}

int complain(const std::exception& error, ExitCode code) {
    std::fprintf(stderr, "%s\n", error.what());
    return code;
}

}  // namespace
}  // namespace reweigh

int main(int count, char** arguments) {
    using namespace reweigh;
    try {
        return answer(parse_arguments(count, arguments));
    } catch (const CommandLineError& error) {
        return complain(error, WrongCommandLine);
    } catch (const InputError& error) {
        return complain(error, UnusableInput);
    } catch (const DeviceError& error) {
        return complain(error, NoDevice);
    } catch (const std::exception& error) {
        return complain(error, FailedRunning);
    }
}
