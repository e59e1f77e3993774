#include "core/session/trainer.h"
#include "tests/support/toy_run.h"

#include <doctest/doctest.h>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
using test::hash_of;
using test::is;
using test::toy_start;
using test::ToyRun;
using test::with_l2;

}  // namespace

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

TEST_CASE("pictures have no plane to look at: what was asked for of a run before is not evaluated") {
    ToyRun run;
    Start start = toy_start(50, 2);
    start.setup.data = PicturesParams{};
    start.setup.readouts = {"norm"};
    run.post(Look{{{.world = {{-1, -1}, {1, 1}}, .width = 16, .height = 16}}});
    run.post(start);
    run.settle();
    CHECK(run.latest()->views.empty());
    run.post(Look{{{.world = {{-1, -1}, {1, 1}}, .width = 8, .height = 8}}});
    run.settle();
    CHECK(run.latest()->views.empty());
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

TEST_CASE("the cells of a fan are answered together: one call of each engine, all at one step") {
    int calls = 0;
    test::ToyTricks tricks;
    constexpr int cells = 34;
    tricks.on_predict = [&](std::size_t logits) { calls += logits >= 32 * 32; };  // read-outs ask for less
    ToyRun run(test::toy_maker(tricks));
    Start start = toy_start(1'000'000, cells);
    start.setup.readouts = {"norm"};
    run.post(start);
    run.post(SetPace{Pace::Full});
    const Rect world{{-1, -1}, {1, 1}};
    Look look;
    for (int replica = 0; replica < cells; ++replica)
        for (const ModelRole role : {ModelRole::Model, ModelRole::Companion})
            look.views.push_back({role, replica, {}, world, 32, 32});
    run.post(look);
    run.post(Run{});
    run.turns(200);
    run.latest();
    calls = 0;
    run.post(SetLive{with_l2(0.5)});
    run.turn();
    const auto views = run.latest()->views;
    REQUIRE(views.size() == 2 * cells);
    CHECK(calls == 2);
    for (const View& view : views) CHECK(view.step == views.front().step);
}

TEST_CASE("what is shown of a past step is as it was trained: edits at it or after it change nothing") {
    ToyRun run;
    Start start = toy_start(50);
    start.setup.pinned_epochs = {50};
    run.train(start);
    REQUIRE(is<Finished>(*run.latest()));
    const Rect world{{-1, -1}, {1, 1}};
    const Look look{{{.step = 100, .world = world, .width = 32, .height = 32}}};
    run.post(look);
    run.settle();
    REQUIRE(run.latest()->views.size() == 1);
    const auto before = run.latest()->views[0].logits;
    run.post(SetLive{with_l2(0.5)});
    run.settle();
    CHECK(run.latest()->views[0].logits == before);  // not even asked again
    run.post(Run{});
    run.settle();
    CHECK(run.latest()->step > 100);
    CHECK(run.latest()->views[0].logits == before);
    run.post(Look{});
    run.post(look);
    run.settle();
    CHECK(run.latest()->views[0].step == 100);
    CHECK(run.latest()->views[0].logits->values == before->values);
}

TEST_CASE("a past run is seen as it was, at a keyframe or where it was left, while another one trains") {
    ToyRun run;
    Start first = toy_start(500, 2);
    first.edits.push_back({100, with_l2(0.1)});
    run.train(first);
    const Rect world{{-1, -1}, {1, 1}};
    const auto look = [&](std::optional<std::int64_t> step, std::uint64_t past) {
        run.post(Look{{{ModelRole::Model, 1, step, world, 8, 8, past}}});
        run.settle();
        const auto latest = run.latest();
        return latest->views.empty() ? View{} : latest->views.front();
    };
    const std::vector<float> then = look(100, 0).logits->values, end = look({}, 0).logits->values;
    run.post(toy_start(1'000, 2));
    run.post(Run{});
    CHECK(look(100, 1).logits->values == then);
    CHECK(look({}, 1).logits->values == end);
    CHECK(look({}, 1).step == 1'000);
    CHECK(look({}, 0).logits->values != end);
    CHECK(!look(100, 7).logits);  // there is no such run

    run.post(toy_start(1'000, 3));
    run.settle();
    CHECK(!look(100, 1).logits);  // other shapes
}

}  // namespace reweigh
