#include "app/headless_training.h"

#include "app/headless_signals.h"
#include "core/base/log.h"
#include "core/config/text.h"
#include "core/session/session.h"

#include <chrono>
#include <utility>

namespace reweigh {
namespace {

constexpr std::chrono::milliseconds news_period{100};

// False when a signal or whoever hears the news ended it early.
bool turn_until_idle(Session& session, const std::function<bool(const Snapshot&)>& news) {
    auto reported = std::chrono::steady_clock::now();
    while (session.is_busy()) {
        if (SignalGuard::received() != 0) return false;
        session.turn();
        const auto now = std::chrono::steady_clock::now();
        if (now - reported < news_period) continue;
        reported = now;
        if (!news(*session.latest())) return false;
    }
    return SignalGuard::received() == 0;
}

std::string beginning_of(const Start& start, int threads) {
    const auto counted = [](std::size_t count, const std::string& thing) {
        return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
    };
    return start.setup.experiment + " begins: " + counted(start.setup.replicas.size(), "replica") +
           ", seed " + std::to_string(start.setup.seed) + ", at most " +
           counted(static_cast<std::size_t>(threads), "thread") + ".";
}

std::string ending_of(const Snapshot& snapshot) {
    const auto* finished = std::get_if<Finished>(&snapshot.status);
    const std::string failure = failure_of(snapshot);
    return "Ends at step " + with_thousands(snapshot.step) + ": " +
           (finished != nullptr ? finished->reason
            : failure.empty()   ? "stopped."
                                : failure);
}

}  // namespace

std::string failure_of(const Snapshot& snapshot) {
    const auto* failed = std::get_if<Failed>(&snapshot.status);
    return failed == nullptr ? std::string() : failed->sentence;
}

Trained train(Start start, int threads, const TrainingReports& reports) {
    SessionOptions options;
    options.thread = SessionOptions::Thread::None;
    options.threads = threads;
    Session session(std::move(options));
    log(LogLevel::Note, "run", beginning_of(start, threads));
    session.post(std::move(start));
    session.post(SetPace{Pace::Full});
    session.post(Run{});
    if (!turn_until_idle(session, reports.news)) {
        session.post(Pause{});
        session.turn();
    } else if (reports.views_wanted && failure_of(*session.latest()).empty()) {
        session.post(Look{reports.views_wanted(*session.latest())});
        turn_until_idle(session, [](const Snapshot&) { return true; });
    }
    log(LogLevel::Note, "run", ending_of(*session.latest()));
    reports.news(*session.latest());
    return {session.latest(), SignalGuard::received()};
}

}  // namespace reweigh
