#include "app/arguments.h"
#include "app/headless.h"
#include "app/headless_output.h"
#include "core/base/overloaded.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
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
    options.threads = request.threads;
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
    Output output;
    output.print(request.text);
    output.require_complete();
    return Done;
}

int answer(const CommandLine& line) {
    set_log_threshold(line.log.threshold);
    if (line.log.file) set_log_file(*line.log.file);
    return std::visit(overloaded{
                          [](const WindowRequest& window) { return open_window(window); },
                          [](const RunRequest& run) { return run_experiment(run); },
                          [](const FigureRequest& figure) { return make_figures(figure); },
                          [](const ListRequest&) { return list_figures(); },
                          [](const TextRequest& text) { return print(text); },
                      },
                      line.request);
}

int complain(const std::exception& error, ExitCode code) {
    std::fprintf(stderr, "%s\n", error.what());
    log_silently(LogLevel::Error, "reweigh", error.what());
    return code;
}

// A reader that went away and a file that grew too large are errors of the calls that write, not deaths. A
// stream that is closed must not be the next file that is opened: what is printed would end up there.
void prepare_streams() {
    for (const int signal : {SIGPIPE, SIGXFSZ}) std::signal(signal, SIG_IGN);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) < 0) ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace
}  // namespace reweigh

int main(int count, char** arguments) {
    using namespace reweigh;
    prepare_streams();
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
