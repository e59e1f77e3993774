#include "app/resume_check.h"

#include "core/engine/engine.h"
#include "core/session/replay.h"

namespace reweigh {
namespace {

Tone tone_of(ReplayVerdict verdict) {
    if (verdict == ReplayVerdict::NoBound) return Tone::Note;
    return verdict == ReplayVerdict::Pass ? Tone::Good : Tone::Problem;
}

// One thread: the run on screen goes on beside it.
Message check(const RunRecord& record, const std::atomic<bool>& is_wanted) {
    const auto compared = compare_replay(record, replay_origin(record).value(), make_engine, 1,
                                         [&](std::int64_t) { return is_wanted.load(); });
    if (!compared) return {};
    return {tone_of(verdict_of(*compared)), "Verify resume, " + to_text(*compared) + ".", std::nullopt};
}

}  // namespace

Capture ResumeCheck::ask() {
    const Capture capture = captures_->ask();
    asked_ = capture.number;
    return capture;
}

void ResumeCheck::look(const Snapshot& snapshot) {
    if (!asked_) return;
    const std::optional<Captured> answer = captures_->take(*asked_, snapshot);
    if (!answer) return;
    asked_.reset();
    job_.start([record = answer->record, is_wanted = is_wanted_] { return check(*record, *is_wanted); });
}

}  // namespace reweigh
