#include "app/session_choice.h"

#include <algorithm>
#include <thread>

namespace reweigh {
namespace {

bool is_attended(const WindowOptions& options) { return options.script.empty() && options.bench_frames == 0; }

}  // namespace

int engine_threads(const WindowOptions& options) {
    const int half = std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / 2);
    return options.threads.value_or(half);
}

SessionOptions session_options(const WindowOptions& options, const FrameClock& clock) {
    SessionOptions session;
    session.threads = engine_threads(options);
    keep_history(options.history, session);
    if (options.virtual_clock) {
        session.thread = SessionOptions::Thread::None;
        session.now = [&clock] { return clock.now(); };
    }
    return session;
}

bool remembers(const WindowOptions& options) { return is_attended(options) && !options.is_safe; }

std::optional<std::chrono::duration<double>> autosave_period(const WindowOptions& options) {
    constexpr double usual_seconds = 60;
    if (!options.autosave_seconds && !is_attended(options)) return std::nullopt;
    return std::chrono::duration<double>(options.autosave_seconds.value_or(usual_seconds));
}

}  // namespace reweigh
