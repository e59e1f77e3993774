#include "core/session/trainer.h"

#include "tests/support/toy_run.h"

#include <doctest/doctest.h>

#include <cmath>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
using test::hash_of;
using test::toy_start;
using test::ToyRun;

Live with_l2(double l2) {
    Live live;
    live.variants[0].l2 = l2;
    return live;
}

const Curve& curve(const Snapshot& snapshot, std::string_view readout, int replica = 0,
                   ModelRole role = ModelRole::Model) {
    for (const Curve& each : snapshot.curves)
        if (each.readout == readout && each.replica == replica && each.role == role) return each;
    throw Error("no such curve");
}

bool has_keyframe(const Snapshot& snapshot, std::int64_t step, KeyframeReason reason) {
    for (const KeyframeMark& mark : snapshot.keyframes)
        if (mark.step == step && mark.reason == reason) return true;
    return false;
}

template <class State>
bool is(const Snapshot& snapshot) {
    return std::holds_alternative<State>(snapshot.status);
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
    CHECK(curve(*last, "errors").values[0] == 8);  // all weights 0: everything is called negative
    CHECK(curve(*last, "errors").values.back() == 0);
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
        const Curve& norm = curve(*last, "norm", r, ModelRole::Companion);
        CHECK(norm.values.back() == doctest::Approx(std::hypot(w[0], w[1])));
    }
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
}

TEST_CASE("scripted edits are applied at their steps and logged") {
    ToyRun run;
    Start start = toy_start(1'000);
    start.edits = {{1'500, with_l2(0.2)}, {333, with_l2(0.1)}};
    run.train(start);
    const auto last = run.latest();
    CHECK(last->edits == std::vector<Edit>{{0, Live{}}, {333, with_l2(0.1)}, {1'500, with_l2(0.2)}});
    CHECK(has_keyframe(*last, 333, KeyframeReason::Edit));
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

TEST_CASE("publishing does not train: the bits are the same when nobody looks") {
    ToyRun seen, unseen;
    for (ToyRun* run : {&seen, &unseen}) {
        run->post(toy_start(5'000, 2));
        run->post(SetPace{Pace::Full});
        run->post(Look{{{.world = {{-1, -1}, {1, 1}}, .width = 16, .height = 16}}});
        run->post(Run{});
    }
    while (seen.trainer().rest() == ToyRun::Clock::duration::zero()) {
        seen.latest();
        seen.pass(40ms);
        seen.turn();
    }
    unseen.settle();
    CHECK(seen.latest()->step == unseen.latest()->step);
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion})
        CHECK(hash_of(seen.trainer().training().engine(role).export_state()) ==
              hash_of(unseen.trainer().training().engine(role).export_state()));
}

TEST_CASE("a hidden window costs nothing: no snapshot and no view in 1000 slices") {
    int predictions = 0;
    test::ToyTricks tricks;
    tricks.on_predict = [&](std::size_t) { ++predictions; };
    ToyRun run(test::toy_maker(tricks));
    Start start = toy_start();
    start.setup.readouts = {"norm"};
    run.post(start);
    run.post(SetPace{Pace::Full});
    run.post(Look{{{.world = {{-1, -1}, {1, 1}}, .width = 16, .height = 16}}});
    run.post(Run{});
    run.turns(100);
    const auto before = run.unasked();
    const std::size_t measured = run.trainer().training().step() > 0 ? 1 : 0;
    REQUIRE(measured == 1);
    run.turn();
    const std::int64_t step = run.trainer().training().step();
    predictions = 0;
    for (int i = 0; i < 1'000; ++i) {
        run.pass(40ms);
        run.turn();
    }
    CHECK(run.unasked() == before);
    CHECK(run.trainer().training().step() > step);
    const Schedule schedule = readout_schedule(start.setup, 2);
    int due = 0;
    for (std::int64_t at = step - 1; (at = schedule.next_after(at)) <= run.trainer().training().step();)
        ++due;
    CHECK(predictions <= 2 * due);  // read-outs alone: one call a model
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

TEST_CASE("a look is answered in full at rest, from the nearest keyframe for the past") {
    ToyRun run;
    run.train(toy_start(5'000));
    const Rect world{{-1, -1}, {1, 1}};
    run.post(Look{{{.world = world, .width = 100, .height = 80},
                   {.role = ModelRole::Companion, .step = 103, .world = world, .width = 100, .height = 80},
                   {.replica = 7, .world = world}}});
    run.settle();
    const auto views = run.latest()->views;
    REQUIRE(views.size() == 2);  // there is no replica 7
    CHECK(views[0].step == 10'000);
    CHECK(views[0].logits->width == 100);
    CHECK(views[0].logits->height == 80);
    CHECK(views[1].step == 100);
    const Training then = [&] {
        const auto last = run.latest();
        Training training(toy_start(5'000), test::toy_maker(), 1);
        while (training.step() < 100)
            training.advance(std::min<std::int64_t>(100, training.next_stop()) - training.step());
        return training;
    }();
    const EngineState state = then.engine(ModelRole::Companion).export_state();
    const Vec2 cell = views[1].logits->cell_center(30, 50);
    const double expected = static_cast<double>(state.tensor("lr.w").values[0]) * cell.x +
                            static_cast<double>(state.tensor("lr.w").values[1]) * cell.y +
                            static_cast<double>(state.tensor("lr.b").values[0]);
    CHECK(static_cast<double>(views[1].logits->at(30, 50)) == doctest::Approx(expected).epsilon(1e-5));
}

TEST_CASE("a replica that becomes non-finite is parked at the last scheduled keyframe, the others go on") {
    test::ToyTricks tricks;
    tricks.non_finite_at = {{2, 1'234}};
    ToyRun parked(test::toy_maker(tricks)), healthy;
    for (ToyRun* run : {&parked, &healthy}) run->train(toy_start(2'000, 3));
    const auto last = parked.latest();
    CHECK(is<Finished>(*last));
    CHECK(last->health[1].parked_at == 1'000);
    CHECK(last->health[1].companion_parked_at == 1'000);
    CHECK_FALSE(last->health[0].parked_at);
    REQUIRE(last->notices.size() == 2);
    CHECK(last->notices[0].sentence == "2:1, seed 2 became non-finite at step 1,234 (lr 0.045, L2 0).");
    CHECK(std::isnan(curve(*last, "norm", 1).values.back()));
    CHECK(std::isfinite(curve(*last, "norm", 0).values.back()));
    const EngineState a = parked.trainer().training().engine(ModelRole::Model).export_state();
    const EngineState b = healthy.trainer().training().engine(ModelRole::Model).export_state();
    CHECK(a.tensor("lr.b").values[0] == b.tensor("lr.b").values[0]);
    CHECK(a.tensor("lr.b").values[2] == b.tensor("lr.b").values[2]);
    CHECK(std::isfinite(a.tensor("lr.b").values[1]));
}

TEST_CASE("which replicas diverge and when does not depend on slices") {
    Start start = toy_start(2'000, 3);
    start.setup.model = MlpParams{8};
    start.setup.readouts = {"norm"};
    start.setup.variants = {"plain", "wild"};
    start.setup.replicas[1].variant = start.setup.replicas[2].variant = 1;
    start.live.variants.resize(2);
    start.edits = {{150, start.live}};
    start.edits[0].live.variants[1].learning_rate = 10;
    start.edits[0].live.variants[1].l2 = 1;  // decay 1 - 10: the weights grow ninefold a step
    std::vector<std::string> sentences;
    for (const bool in_single_steps : {false, true}) {
        ToyRun run(make_engine);
        run.post(start);
        run.post(SetPace{Pace::Full});
        if (!in_single_steps) run.post(Run{});
        for (int i = 0; i < 300; ++i) {
            if (in_single_steps) run.post(Step{1});
            run.settle();
        }
        const auto last = run.latest();
        CHECK(last->health[0].parked_at == std::nullopt);
        for (const ReplicaHealth& health : {last->health[1], last->health[2]}) {
            CHECK(health.parked_at == 178);
            CHECK(health.companion_parked_at == 178);
        }
        std::string& all = sentences.emplace_back();
        for (const Notice& notice : last->notices) all += notice.sentence + "\n";
        CHECK(last->notices.size() == 4);
    }
    CHECK(sentences[0].starts_with("wild "));
    CHECK(sentences[0].find("(lr 10, L2 1)") != std::string::npos);
    CHECK(sentences[0] == sentences[1]);
}

TEST_CASE("with every replica parked the run has failed") {
    test::ToyTricks tricks;
    tricks.non_finite_at = {{1, 40}};
    ToyRun run(test::toy_maker(tricks));
    run.train(toy_start(2'000));
    const auto last = run.latest();
    CHECK(std::get<Failed>(last->status).sentence ==
          "1:1, seed 1 became non-finite at step 40 (lr 0.045, L2 0).");
    CHECK(last->health[0].parked_at == 32);
    CHECK(curve(*last, "norm").values.size() > 5);
}

TEST_CASE("the last of several replicas to be parked fails the run with its sentence") {
    test::ToyTricks tricks;
    tricks.non_finite_at = {{1, 40}, {2, 38}};
    ToyRun run(test::toy_maker(tricks));
    run.train(toy_start(2'000, 2));
    CHECK(std::get<Failed>(run.latest()->status).sentence ==
          "All 2 replicas are parked: 1:1, seed 1 became non-finite at step 40 (lr 0.045, L2 0).");
    CHECK(run.latest()->notices.size() == 4);
}

TEST_CASE("an edit while running is published with its views after one slice") {
    ToyRun run;
    run.post(toy_start());
    run.post(SetPace{Pace::Full});
    run.post(Look{{{.world = {{-1, -1}, {1, 1}}, .width = 64, .height = 64}}});
    run.post(Run{});
    run.turns(50);
    const auto before = run.unasked();
    run.post(SetLive{with_l2(0.5)});
    run.turn();
    const auto after = run.unasked();
    CHECK(after != before);
    CHECK(after->live == with_l2(0.5));
    REQUIRE(after->views.size() == 1);
    CHECK(after->views[0].step == after->step);
}

TEST_CASE("at full pace views take three hundredths of the time, in coarser pictures of one moment") {
    ToyRun* told = nullptr;
    std::chrono::nanoseconds training{0}, looking{0};
    test::ToyTricks tricks;  // a step takes 10 us, a logit 100 ns
    tricks.on_step = [&] { told->pass(10us), training += 10us; };
    tricks.on_predict = [&](std::size_t logits) {
        told->pass(logits * 100ns);
        if (logits >= 64 * 64) looking += logits * 100ns;
    };
    ToyRun run(test::toy_maker(tricks));
    told = &run;
    Start start = toy_start();
    start.setup.readouts = {"norm"};
    run.post(start);
    run.post(SetPace{Pace::Full});
    const Rect world{{-1, -1}, {1, 1}};
    run.post(Look{{{.world = world}, {.role = ModelRole::Companion, .world = world}}});
    run.post(Run{});
    run.turns(100);
    training = looking = 0ns;
    int pictures = 0, sides = 0;
    std::int64_t last_step = 0;
    while (training < 5s) {
        run.turn();
        const auto views = run.latest()->views;
        REQUIRE(views.size() == 2);
        CHECK(views[0].step == views[1].step);
        if (views[0].step != last_step) ++pictures, sides += views[0].logits->width;
        last_step = views[0].step;
    }
    CHECK(looking < 0.032 * training);
    CHECK(looking > 0.02 * training);
    CHECK(pictures > 100);
    CHECK(sides / pictures < 128);
    run.post(Pause{});
    run.settle();
    CHECK(run.latest()->views[0].logits->width == 256);
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
