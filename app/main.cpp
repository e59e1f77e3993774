#include "app/arguments.h"
#include "app/headless.h"
#include "app/headless_output.h"
#include "app/window_command.h"
#include "core/base/overloaded.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>

namespace reweigh {
namespace {

int print(const TextRequest& request) {
    Output output;
    output.print(request.text);
    output.require_complete();
    return Done;
}

int answer(const CommandLine& line, char** arguments) {
    set_log_threshold(line.log.threshold);
    if (line.log.file) set_log_file(*line.log.file);
    return std::visit(overloaded{
                          [&](const WindowRequest& window) { return open_window(window, arguments); },
                          [](const RunRequest& run) { return run_experiment(run); },
                          [](const FigureRequest& figure) { return make_figures(figure); },
                          [](const ClaimsRequest& claims) { return verify_claims(claims); },
                          [](const VerifyRequest& verify) { return verify_file(verify); },
                          [](const BenchRequest& bench) { return run_bench(bench); },
                          [](const DataRequest& data) { return run_data(data); },
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
        return answer(parse_arguments(count, arguments), arguments);
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
