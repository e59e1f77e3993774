#include "core/session/trainer.h"

#include "tests/support/toy_run.h"

#include <doctest/doctest.h>

#include <cmath>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
using test::curve_of;
using test::is;
using test::toy_start;
using test::ToyRun;
using test::with_l2;

bool has_keyframe(const Snapshot& snapshot, std::int64_t step, KeyframeReason reason) {
    for (const KeyframeMark& mark : snapshot.keyframes)
        if (mark.step == step && mark.reason == reason) return true;
    return false;
}

}  // namespace

TEST_CASE("a run goes from ready over running and paused to finished, and on") {
    ToyRun run;
    CHECK(is<Ready>(*run.latest()));
    CHECK(run.latest()->scene == nullptr);
    run.post(toy_start(500));
    run.settle();
    CHECK(is<Ready>(*run.latest()));
    CHECK(run.latest()->run == 1);
    run.post(SetPace{Pace::Full});
    run.post(Run{});
    run.turns(3);
    run.post(Pause{});
    run.settle();
    CHECK(is<Paused>(*run.latest()));
    const std::int64_t paused_at = run.latest()->step;
    run.turns(5);
    CHECK(run.latest()->step == paused_at);
    run.post(Run{});
    run.settle();
    CHECK(std::get<Finished>(run.latest()->status).reason == "500 epochs reached.");
    CHECK(run.latest()->step == 1'000);
    run.post(Run{});
    run.settle();
    CHECK(std::get<Finished>(run.latest()->status).reason == "5,000 epochs reached.");
    run.post(SetStop{Stop{.epochs = 6'000}});
    run.settle();
    CHECK(is<Paused>(*run.latest()));  // a limit says where to end, not to go
    CHECK(run.latest()->step == 10'000);
    run.post(Run{});
    run.settle();
    CHECK(run.latest()->step == 12'000);
    run.post(SetStop{Stop{.epochs = 10}});
    run.settle();
    CHECK(run.latest()->step == 12'000);
}

TEST_CASE("steps add up and leave the run paused") {
    ToyRun run;
    run.post(toy_start());
    run.post(Step{3});
    run.post(Step{4});
    run.settle();
    CHECK(run.latest()->step == 7);
    CHECK(is<Paused>(*run.latest()));
    run.post(SetPace{Pace::Step});
    run.post(Run{});
    run.settle();
    CHECK(run.latest()->step == 8);
    CHECK(is<Paused>(*run.latest()));
}

TEST_CASE("stepping onto the end finishes the run") {
    ToyRun run;
    run.post(toy_start(5));
    run.post(Step{100});
    run.settle();
    CHECK(run.latest()->step == 10);
    CHECK(is<Finished>(*run.latest()));
}

TEST_CASE("read-outs come at the scheduled steps, the figures' epochs and the end") {
    ToyRun run;
    Start start = toy_start(300);
    start.setup.pinned_epochs = {77};
    run.train(start);
    const auto last = run.latest();
    std::vector<std::int64_t> expected;
    const Schedule schedule = readout_schedule(start.setup, 2);
    for (std::int64_t step = -1; (step = schedule.next_after(step)) < 600;) expected.push_back(step);
    expected.push_back(600);
    std::vector<std::int64_t> found;
    for (std::size_t i = 0; i < last->readout_steps.size(); ++i) found.push_back(last->readout_steps[i]);
    CHECK(found == expected);
    CHECK(std::ranges::count(found, 154) == 1);
    for (const Curve& each : last->curves) CHECK(each.values.size() == found.size());
    CHECK(last->readout_seconds.size() == found.size());
    CHECK(curve_of(*last, "errors").values[0] == 8);  // all weights 0: everything is called negative
    CHECK(curve_of(*last, "errors").values.back() == 0);
}

TEST_CASE("the read-outs of a sweep are those of each replica") {
    ToyRun run;
    Start start = toy_start(50, 3);
    start.setup.readouts = {"norm", "errors"};
    run.train(start);
    const auto last = run.latest();
    CHECK(last->curves.size() == 2 * 3 * 2);
    const EngineState state = run.trainer().training().engine(ModelRole::Companion).export_state();
    for (int r = 0; r < 3; ++r) {
        const auto* w = &state.tensor("lr.w").values[2 * static_cast<std::size_t>(r)];
        const Curve& norm = curve_of(*last, "norm", r, ModelRole::Companion);
        CHECK(norm.values.back() == doctest::Approx(std::hypot(w[0], w[1])));
    }
}

TEST_CASE("read-outs of a sweep come in parts, commands are heard between them") {
    ToyRun* told = nullptr;
    test::ToyTricks tricks;
    tricks.on_predict = [&](std::size_t) { told->pass(20ms); };  // a replica takes longer than a part may
    ToyRun run(test::toy_maker(tricks));
    told = &run;
    run.post(toy_start(1'000'000, 3));
    run.post(SetPace{Pace::Full});
    run.post(Run{});
    run.turns(2);  // two of the six replicas of both models at step 0
    run.post(Pause{});
    run.turn();
    CHECK(is<Paused>(*run.unasked()));
    CHECK(run.unasked()->readout_steps.empty());
    run.settle();
    CHECK(run.unasked()->readout_steps.size() == 1);
    CHECK(run.unasked()->step == 0);
    run.post(Run{});
    run.turns(3);
    run.post(toy_start());  // ends a measurement that is under way
    run.settle();
    CHECK(run.unasked()->readout_steps.empty());
    CHECK(run.unasked()->run == 2);
}

TEST_CASE("a run stops when every replica is within the errors asked for") {
    ToyRun run;
    Start start = toy_start(100'000, 2);
    start.setup.stop.errors = 0;
    start.setup.readouts = {"norm"};
    run.train(start);
    CHECK(std::get<Finished>(run.latest()->status).reason == "0 errors reached.");
    CHECK(run.latest()->step < 200'000);
}

TEST_CASE("keyframes are kept on schedule, for figures, before gestures, by the clock and at the end") {
    ToyRun run;
    Start start = toy_start(2'000);
    start.setup.pinned_epochs = {33};
    run.post(start);
    run.post(Step{700});
    run.settle();
    run.pass(1s);
    run.post(SetLive{with_l2(0.1)});
    run.post(SetPace{Pace::Full});
    run.post(Run{});
    run.turn();
    run.pass(11s);
    run.settle();
    const auto last = run.latest();
    CHECK(has_keyframe(*last, 0, KeyframeReason::Start));
    CHECK(has_keyframe(*last, 100, KeyframeReason::Schedule));
    CHECK(has_keyframe(*last, 66, KeyframeReason::Figure));
    CHECK(has_keyframe(*last, 700, KeyframeReason::Edit));
    CHECK(has_keyframe(*last, 4'000, KeyframeReason::Last));
    CHECK(std::ranges::count(last->keyframes, KeyframeReason::Clock, &KeyframeMark::reason) == 1);
}

TEST_CASE("edits within half a second are one gesture, the log keeps them all") {
    ToyRun run;
    run.post(toy_start());
    run.post(Step{10});
    run.settle();
    for (int i = 1; i <= 3; ++i) {
        run.pass(100ms);
        run.post(SetLive{with_l2(0.1 * i)});
        run.post(Step{10});
        run.settle();
    }
    run.pass(600ms);
    run.post(SetLive{with_l2(0)});
    run.settle();
    const auto last = run.latest();
    CHECK(last->gestures == std::vector<std::int64_t>{10, 40});
    REQUIRE(last->edits.size() == 5);
    CHECK(last->edits[3].step == 30);
    CHECK(last->edits[3].live == with_l2(0.1 * 3));
}

TEST_CASE("an edit replaces another one of the same step; before the first step it changes the start") {
    ToyRun run;
    run.post(toy_start());
    run.post(SetLive{with_l2(0.1)});
    run.post(SetLive{with_l2(0.2)});
    run.settle();
    CHECK(run.latest()->edits == std::vector<Edit>{{0, with_l2(0.2)}});
    CHECK(run.latest()->gestures.empty());
    run.post(Step{5});
    run.settle();
    run.post(SetLive{with_l2(0.3)});
    run.post(SetLive{with_l2(0.4)});
    run.settle();
    CHECK(run.latest()->edits == std::vector<Edit>{{0, with_l2(0.2)}, {5, with_l2(0.4)}});
    run.post(SetLive{with_l2(0.4)});
    CHECK(run.latest()->edits.size() == 2);
}

TEST_CASE("an edit out of range is refused with a notice and changes nothing") {
    ToyRun run;
    run.post(toy_start());
    run.post(SetLive{with_l2(7)});
    run.settle();
    CHECK(run.latest()->live == Live{});
    CHECK(run.latest()->edits.size() == 1);
    REQUIRE(run.latest()->notices.size() == 1);
    CHECK(run.latest()->notices[0].sentence == "l2 is 7; it must lie between 0 and 1.");
    CHECK(run.latest()->refused == with_l2(7));
    run.post(SetLive{with_l2(0.5)});
    run.settle();
    CHECK(run.latest()->live == with_l2(0.5));
    CHECK_FALSE(run.latest()->refused);
}

TEST_CASE("scripted edits are applied at their steps and logged") {
    ToyRun run;
    Start start = toy_start(1'000);
    start.edits = {{1'500, with_l2(0.2)}, {333, with_l2(0.1)}};
    run.train(start);
    const auto last = run.latest();
    CHECK(last->edits == std::vector<Edit>{{0, Live{}}, {333, with_l2(0.1)}, {1'500, with_l2(0.2)}});
    CHECK(has_keyframe(*last, 333, KeyframeReason::Edit));
    CHECK(last->gestures == std::vector<std::int64_t>{333, 1'500});
}

TEST_CASE("read-outs follow soon after an edit, however late it comes") {
    ToyRun run;
    Start start = toy_start(10'000);
    start.edits = {{9'000, with_l2(0.1)}};
    run.train(start);
    const auto last = run.latest();
    std::vector<std::int64_t> after;
    for (std::size_t i = 0; i < last->readout_steps.size(); ++i)
        if (last->readout_steps[i] > 9'000) after.push_back(last->readout_steps[i]);
    REQUIRE(after.size() >= 16);
    CHECK(after.front() == 9'018);
}

TEST_CASE("tenfold reaches nine epochs after four seconds and waits meanwhile") {
    ToyRun run;
    run.post(toy_start());
    run.post(Run{});
    run.settle();
    CHECK(run.latest()->step == 0);
    CHECK(*run.trainer().rest() > 0ms);
    CHECK(*run.trainer().rest() < 4s);
    run.pass(4s);
    run.settle();
    CHECK(run.trainer().training().step() == 18);
    run.pass(4s);
    run.settle();
    CHECK(run.trainer().training().step() == 198);
}

TEST_CASE("a snapshot never changes") {
    ToyRun run;
    run.post(toy_start());
    run.post(SetPace{Pace::Full});
    run.post(Look{{{.world = {{-1, -1}, {1, 1}}, .width = 16, .height = 16}}});
    run.post(Run{});
    run.turns(200);
    run.post(Pause{});
    run.settle();
    const auto taken = run.latest();
    const auto digest = [&] {
        std::uint64_t hash = static_cast<std::uint64_t>(taken->step);
        const auto add = [&](double value) {
            hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 1099511628211u;
        };
        for (const Curve& each : taken->curves)
            for (std::size_t i = 0; i < each.values.size(); ++i) add(each.values[i]);
        for (std::size_t i = 0; i < taken->readout_steps.size(); ++i)
            add(static_cast<double>(taken->readout_steps[i]));
        for (const View& view : taken->views)
            for (const float value : view.logits->values) add(static_cast<double>(value));
        for (const KeyframeMark& mark : taken->keyframes) add(static_cast<double>(mark.step));
        return hash;
    };
    const std::uint64_t before = digest();
    run.post(SetLive{with_l2(0.5)});
    run.post(Run{});
    run.turns(500);
    CHECK(run.latest()->step > taken->step);
    CHECK(digest() == before);
}

TEST_CASE("the batch of the last step is shown at slow paces only") {
    ToyRun run;
    run.post(toy_start());
    run.post(SetPace{Pace::Slow});
    run.post(Step{3});
    run.settle();
    CHECK(run.latest()->batch.size() == 8);
    run.post(SetPace{Pace::Full});
    run.settle();
    CHECK(run.latest()->batch.empty());
}

}  // namespace reweigh
