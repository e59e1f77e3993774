#include "app/headless_training.h"

#include "app/headless_signals.h"
#include "core/session/session.h"

#include <chrono>
#include <utility>

namespace reweigh {
namespace {

constexpr std::chrono::milliseconds news_period{100};

void turn_until_idle(Session& session, const std::function<void(const Snapshot&)>& news) {
    auto reported = std::chrono::steady_clock::now();
    while (session.is_busy() && SignalGuard::received() == 0) {
        session.turn();
        const auto now = std::chrono::steady_clock::now();
        if (now - reported < news_period) continue;
        reported = now;
        news(*session.latest());
    }
}

}  // namespace

std::string failure_of(const Snapshot& snapshot) {
    const auto* failed = std::get_if<Failed>(&snapshot.status);
    return failed == nullptr ? std::string() : failed->sentence;
}

Trained train(Start start, int threads, const TrainingReports& reports) {
    const SignalGuard signals;
    SessionOptions options;
    options.thread = SessionOptions::Thread::None;
    options.threads = threads;
    Session session(std::move(options));
    session.post(std::move(start));
    session.post(SetPace{Pace::Full});
    session.post(Run{});
    turn_until_idle(session, reports.news);
    if (SignalGuard::received() != 0) {
        session.post(Pause{});
        session.turn();
    } else if (reports.views_wanted && failure_of(*session.latest()).empty()) {
        session.post(Look{reports.views_wanted(*session.latest())});
        turn_until_idle(session, [](const Snapshot&) {});
    }
    reports.news(*session.latest());
    return {session.latest(), SignalGuard::received()};
}

}  // namespace reweigh
