#include "app/headless_training.h"

#include "core/base/log.h"
#include "core/base/signals.h"
#include "core/config/text.h"
#include "core/session/session.h"

#include <chrono>
#include <utility>

namespace reweigh {
namespace {

constexpr std::chrono::milliseconds news_period{100};

void save(Session& session, const TrainingReports& reports) {
    if (!reports.save) return;
    session.post(Capture{});
    session.turn();
    if (const auto& captured = session.latest()->captured; !captured.empty()) reports.save(captured.back());
}

// False when a signal or whoever hears the news ended it early.
bool turn_until_idle(Session& session, const TrainingReports& reports) {
    auto reported = std::chrono::steady_clock::now(), saved = reported;
    while (session.is_busy()) {
        if (SignalGuard::received() != 0) return false;
        session.turn();
        const auto now = std::chrono::steady_clock::now();
        if (now - saved >= reports.save_period) {
            save(session, reports);
            saved = std::chrono::steady_clock::now();
        }
        if (now - reported < news_period) continue;
        reported = now;
        if (!reports.news(*session.latest())) return false;
    }
    return SignalGuard::received() == 0;
}

const Setup& setup_of(const Beginning& beginning) {
    const auto* start = std::get_if<Start>(&beginning);
    return start != nullptr ? start->setup : std::get<Restore>(beginning).record->scene->setup;
}

std::string beginning_text(const Setup& setup, int threads) {
    const auto counted = [](std::size_t count, const std::string& thing) {
        return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
    };
    return setup.experiment + " begins: " + counted(setup.replicas.size(), "replica") + ", seed " +
           std::to_string(setup.seed) + ", at most " + counted(static_cast<std::size_t>(threads), "thread") +
           ".";
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

Beginning taken_beginning(ReadyExperiment& ready) {
    if (ready.record) return Restore{std::move(ready.record)};
    return std::move(ready.start);
}

std::string failure_of(const Snapshot& snapshot) {
    const auto* failed = std::get_if<Failed>(&snapshot.status);
    return failed == nullptr ? std::string() : failed->sentence;
}

Trained train(Beginning beginning, int threads, const TrainingReports& reports,
              const HistoryBudget& history) {
    SessionOptions options;
    options.thread = SessionOptions::Thread::None;
    options.threads = threads;
    keep_history(history, options);
    Session session(std::move(options));
    log(LogLevel::Note, "run", beginning_text(setup_of(beginning), threads));
    std::visit([&](auto& command) { session.post(std::move(command)); }, beginning);
    session.post(SetPace{Pace::Full});
    session.post(Run{});
    if (!turn_until_idle(session, reports)) {
        session.post(Pause{});
        session.turn();
    } else if (reports.views_wanted && failure_of(*session.latest()).empty()) {
        session.post(Look{reports.views_wanted(*session.latest())});
        TrainingReports silent;
        silent.news = [](const Snapshot&) { return true; };
        turn_until_idle(session, silent);
    }
    save(session, reports);
    log(LogLevel::Note, "run", ending_of(*session.latest()));
    reports.news(*session.latest());
    return {session.latest(), SignalGuard::received()};
}

}  // namespace reweigh
