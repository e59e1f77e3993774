#include "core/session/exact.h"

#include "core/session/replay.h"
#include "tests/support/toy_run.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
using test::hash_of;

bool has_keyframe(const Snapshot& snapshot, std::int64_t step) {
    return std::ranges::binary_search(snapshot.keyframes, step, {}, &KeyframeMark::step);
}

// A run with edits on the way, stopped at `epochs`; two steps an epoch.
void train_with_edits(test::ToyRun& run, const EngineMaker&, std::int64_t epochs) {
    Start start = test::toy_start(epochs, 2);
    for (const auto& [step, l2] : {std::pair{333, 0.01}, std::pair{801, 0.0}, std::pair{1'001, 0.2}})
        start.edits.push_back({step, test::with_l2(l2)});
    run.train(start);
}

// The logits of a step as views answer them.
std::vector<float> logits_at(test::ToyRun& run, std::int64_t step) {
    run.post(Look{{{ModelRole::Model, 1, step, {{-1, -1}, {1, 1}}, 16, 16}}});
    run.settle();
    const auto latest = run.latest();
    REQUIRE(latest->views.size() == 1);
    REQUIRE(latest->views.front().step == step);
    return latest->views.front().logits->values;
}

}  // namespace

TEST_CASE("an exact step is kept as a keyframe with the bits of the run") {
    for (const std::int64_t step : {1, 334, 700, 801, 802, 1'500, 1'999}) {
        test::ToyRun run, stopped;
        train_with_edits(run, test::toy_maker(), 1'000);
        REQUIRE(run.latest()->step == 2'000);
        run.post(Exact{step});
        run.settle();
        REQUIRE(has_keyframe(*run.latest(), step));
        CHECK(!run.latest()->exact);

        Start start = test::toy_start(1'000'000, 2);
        start.setup.stop.epochs.reset();
        start.setup.stop.steps = step;  // a run that was stopped there by itself
        for (const Edit& edit : run.latest()->edits)
            if (edit.step > 0 && edit.step < step) start.edits.push_back(edit);
        stopped.train(start);
        REQUIRE(stopped.latest()->step == step);
        run.post(Capture{1, History::All});
        run.turn();
        const RunRecord past = until(*run.latest()->captured.back().record, step);
        CHECK(hash_of(past.keyframes.back().load()->model) ==
              hash_of(stopped.trainer().training().engine(ModelRole::Model).export_state()));
        CHECK(hash_of(past.keyframes.back().load()->companion.value()) ==
              hash_of(stopped.trainer().training().engine(ModelRole::Companion).export_state()));
        CHECK(logits_at(run, step) == logits_at(stopped, step));
    }
}

TEST_CASE("of a run opened without its first keyframes any step is trained again, from step 0") {
    test::ToyRun whole, opened;
    train_with_edits(whole, test::toy_maker(), 10'000);
    whole.post(Capture{1, History::Recent});
    whole.turn();
    const auto record = whole.latest()->captured.back().record;
    REQUIRE(record->keyframes.front().step() > 700);
    opened.post(Restore{record});
    for (const std::int64_t step : {0, 700}) {
        opened.post(Exact{step});
        opened.settle();
        REQUIRE(has_keyframe(*opened.latest(), step));
        whole.post(Exact{step});
        whole.settle();
        CHECK(logits_at(opened, step) == logits_at(whole, step));
    }
}

TEST_CASE("the run goes on as if no step had been asked for") {
    test::ToyRun asked, quiet;
    for (test::ToyRun* run : {&asked, &quiet}) {
        train_with_edits(*run, test::toy_maker(), 500);
        if (run == &asked) run->post(Exact{777});
        run->post(SetStop{{.epochs = 900}});
        run->post(Run{});
        run->turns(2);
        run->post(SetLive{test::with_l2(0.3)});
        run->settle();
        REQUIRE(run->latest()->step == 1'800);
    }
    CHECK(has_keyframe(*asked.latest(), 777));
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion})
        CHECK(hash_of(asked.trainer().training().engine(role).export_state()) ==
              hash_of(quiet.trainer().training().engine(role).export_state()));
    const auto& a = test::curve_of(*asked.latest(), "loss").values;
    const auto& b = test::curve_of(*quiet.latest(), "loss").values;
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == b[i]);
}

TEST_CASE("a long replay says how far it is, lets commands pass and can be left off") {
    test::ToyRun run;
    train_with_edits(run, test::toy_maker(), 100'000);
    run.post(Exact{190'001});
    run.turns(3);
    const auto under_way = run.latest();
    REQUIRE(under_way->exact);
    CHECK(under_way->exact->target == 190'001);
    CHECK(under_way->exact->from < under_way->exact->at);
    CHECK(under_way->exact->at < 190'001);
    run.post(SetPace{Pace::Slow});
    run.turn();
    CHECK(run.latest()->pace == Pace::Slow);
    CHECK(run.latest()->exact);
    run.post(Exact{});
    run.settle();
    CHECK(!run.latest()->exact);
    CHECK(!has_keyframe(*run.latest(), 190'001));
    run.post(Exact{190'001});
    run.settle();
    CHECK(has_keyframe(*run.latest(), 190'001));
}

TEST_CASE("an exact step is not thinned away, and another run forgets what was under way") {
    test::ToyRun run(test::toy_maker(), 12'000);
    train_with_edits(run, test::toy_maker(), 1'000);
    run.post(Exact{1'777});
    run.settle();
    REQUIRE(has_keyframe(*run.latest(), 1'777));
    run.post(SetStop{{.epochs = 500'000}});
    run.post(Run{});
    run.settle();
    REQUIRE(run.latest()->step == 1'000'000);
    CHECK(has_keyframe(*run.latest(), 1'777));
    run.post(Exact{900'001});
    run.turn();
    run.post(test::toy_start());
    run.turn();
    CHECK(!run.latest()->exact);
}

TEST_CASE("what was not trained yet, or is kept, is nothing to replay") {
    test::ToyRun run;
    run.post(Exact{3});
    train_with_edits(run, test::toy_maker(), 1'000);
    const std::size_t kept = run.latest()->keyframes.size();
    for (const std::int64_t step : {std::int64_t{-1}, std::int64_t{2'001}, run.latest()->keyframes[3].step}) {
        run.post(Exact{step});
        run.settle();
        CHECK(!run.latest()->exact);
        CHECK(run.latest()->keyframes.size() == kept);
    }
}

TEST_CASE("a fork from an exact step goes on with its bits") {
    test::ToyRun run;
    train_with_edits(run, test::toy_maker(), 1'000);
    run.post(Exact{950});
    run.settle();
    const auto whole = hash_of(run.trainer().training().engine(ModelRole::Model).export_state());
    run.post(Fork{950, test::with_l2(0)});
    run.settle();
    CHECK(run.latest()->step == 950);
    CHECK(run.latest()->origin == RunOrigin{1, 950});
    run.post(SetLive{test::with_l2(0)});
    run.post(SetStop{{.epochs = 1'000}});
    run.post(Run{});
    run.pass(600ms);
    run.settle();
    REQUIRE(run.latest()->step == 2'000);
    // The parent's later edit at step 1,001 is missing: other bits.
    CHECK(hash_of(run.trainer().training().engine(ModelRole::Model).export_state()) != whole);
}

}  // namespace reweigh
