#include "app/resume_check.h"

#include "core/experiment/experiment.h"
#include "core/session/session.h"
#include "core/state/run_record.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

void train(Session& session, std::int64_t steps) {
    session.post(Step{steps});
    do session.turn();
    while (session.is_busy());
}

Message verified(ResumeCheck& check, const Snapshot& snapshot) {
    check.look(snapshot);
    check.wait();
    return check.take().value();
}

}  // namespace

TEST_CASE("a run is trained again and compared value by value") {
    SessionOptions options{.thread = SessionOptions::Thread::None};
    Session session(options);
    session.post(prepare(load_experiment("boundary/start")));
    train(session, 200);
    Live live = session.latest()->live;
    live.variants.front().l2 = 1e-3;
    session.post(SetLive{live});
    train(session, 100);
    Captures captures;
    ResumeCheck check(captures);
    session.post(check.ask());
    CHECK(check.is_busy());
    session.turn();
    const Message message = verified(check, *session.latest());
    // Weights and statistics of the network, and of the line beside it.
    CHECK(message.sentence == "Verify resume, from step 0 to 300: identical, 516 of 516 values.");
    CHECK(message.tone == Tone::Good);
    CHECK_FALSE(check.is_busy());
}

TEST_CASE("a value that differs is found") {
    SessionOptions options{.thread = SessionOptions::Thread::None};
    Session session(options);
    session.post(prepare(load_experiment("boundary/start")));
    train(session, 50);
    Captures captures;
    ResumeCheck check(captures);
    session.post(check.ask());
    session.turn();
    Snapshot forged = *session.latest();
    auto record = std::make_shared<RunRecord>(*forged.captured.back().record);
    auto keyframe = std::make_shared<Keyframe>(*record->keyframes.back().load());
    keyframe->model.tensors.front().values.front() += 0.5F;
    record->keyframes.back() = {keyframe, KeyframeReason::Last};
    forged.captured.back().record = record;
    const Message message = verified(check, forged);
    CHECK(message.sentence.starts_with(
        "Verify resume, from step 0 to 50: 1 of 516 values differ, at most by 0."));
    CHECK(message.tone == Tone::Problem);
}
