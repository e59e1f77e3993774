#include "core/session/time_left.h"

#include "tests/support/example_snapshot.h"
#include "tests/support/toy_run.h"

#include <doctest/doctest.h>

using namespace reweigh;
using namespace std::chrono_literals;
using test::ToyRun;

namespace {

using Seconds = std::chrono::duration<double>;

// Sixteen steps an epoch, and a read-out after each, as pictures have them.
Start long_epochs() {
    Start start = test::toy_start(20, 3);
    start.setup.companion.reset();
    start.setup.data = PicturesParams{};
    start.setup.optimizer = SgdParams{.batch_size = 1};
    start.setup.readouts = {"errors"};
    return start;
}

}  // namespace

TEST_CASE("what is left of a run is told from the time that its steps took") {
    Snapshot snapshot = example_snapshot({Replica{}});
    add_example_steps(snapshot, {1, 10, 20});
    snapshot.readout_seconds = {};
    for (const double seconds : {0.0, 1.0, 40.0}) snapshot.readout_seconds.append(seconds);
    snapshot.step = snapshot.readout_steps.back();  // 40 steps in 40 seconds
    snapshot.stop = {.epochs = 50, .steps = {}};    // 100 steps
    snapshot.status = Running{};
    CHECK(time_left_text(snapshot) == "1:00 left");
    snapshot.stop.steps = 43;
    CHECK(time_left_text(snapshot) == "0:03 left");
    snapshot.stop = {.epochs = 5'000, .steps = {}};
    CHECK(time_left_text(snapshot) == "2:46:00 left");
    snapshot.status = Paused{};
    CHECK(time_left_text(snapshot).empty());
    snapshot.status = Running{};
    snapshot.stop = {.epochs = {}, .steps = {}};
    CHECK(time_left_text(snapshot).empty());
    snapshot.stop = {.epochs = 50, .steps = {}};
    snapshot.readout_steps = {};
    CHECK(time_left_text(snapshot).empty());
}

TEST_CASE("what a paced run takes in all counts what has passed") {
    Snapshot snapshot;
    snapshot.scene = std::make_shared<Scene>();
    snapshot.status = Running{};
    snapshot.steps_per_epoch = 2;
    snapshot.stop = {.epochs = 10, .steps = {}};
    snapshot.rates.seconds_per_step = 0.001;
    snapshot.rates.paced_seconds_left = 16;
    CHECK(*whole_run_seconds(snapshot) == doctest::Approx(16));
    snapshot.readout_steps.append(0);
    snapshot.readout_seconds.append(0);
    snapshot.readout_steps.append(12);
    snapshot.readout_seconds.append(10);
    snapshot.rates.paced_seconds_left = 6;
    CHECK(*whole_run_seconds(snapshot) == doctest::Approx(16));
}

TEST_CASE("how long a run takes is known within its first second, long before the second read-out") {
    ToyRun* clock = nullptr;
    test::ToyTricks tricks;
    tricks.on_step = [&] { clock->pass(50ms); };
    tricks.on_predict = [&](std::size_t) { clock->pass(100ms); };
    ToyRun run(test::toy_maker(tricks));
    clock = &run;
    run.post(long_epochs());
    run.post(SetPace{Pace::Full});
    CHECK_FALSE(whole_run_seconds(*run.latest()));
    run.post(Run{});
    const auto begin = run.now();
    while (!whole_run_seconds(*run.latest())) run.turn();
    const auto snapshot = run.latest();
    CHECK(run.now() - begin < 1s);
    CHECK(snapshot->readout_steps.size() == 1);
    CHECK(snapshot->rates.seconds_per_step == doctest::Approx(0.05));
    CHECK(snapshot->rates.readouts_left == 20);
    CHECK(time_left_text(*snapshot).ends_with(" left"));
    const double whole = *whole_run_seconds(*snapshot), left = *seconds_left(*snapshot);
    const auto told = run.now();
    run.settle();
    CHECK(whole == doctest::Approx(Seconds(run.now() - begin).count()).epsilon(0.01));
    CHECK(left == doctest::Approx(Seconds(run.now() - told).count()).epsilon(0.02));
    CHECK_FALSE(seconds_left(*run.latest()));
}

TEST_CASE("the first step of a run, which is slow, does not count once there are others") {
    ToyRun* clock = nullptr;
    int steps = 0;
    test::ToyTricks tricks;
    tricks.on_step = [&] { clock->pass(steps++ == 0 ? 2s : 100ms); };
    ToyRun run(test::toy_maker(tricks));
    clock = &run;
    run.post(long_epochs());
    run.post(Step{1});
    run.settle();
    CHECK(run.latest()->rates.seconds_per_step == doctest::Approx(2));  // better than nothing
    run.post(Step{3});
    run.settle();
    CHECK(run.latest()->rates.seconds_per_step == doctest::Approx(0.1));
    CHECK(whole_run_text(*run.latest()) == "about 30 s for 20 epochs of 3 models");
    run.post(long_epochs());
    run.settle();
    CHECK(run.latest()->rates.seconds_per_step == 0);
}

TEST_CASE("where the first read-out is long, a step is rehearsed during it and leaves no trace") {
    std::uint64_t traces[2]{};
    for (const bool is_long : {false, true}) {
        ToyRun* clock = nullptr;
        test::ToyTricks tricks;
        tricks.on_step = [&] { clock->pass(150ms); };
        tricks.on_predict = [&](std::size_t) { clock->pass(is_long ? 400ms : 1ms); };
        ToyRun run(test::toy_maker(tricks));
        clock = &run;
        run.post(long_epochs());
        run.post(SetPace{Pace::Full});
        run.post(Run{});
        run.turn();
        CHECK(run.latest()->step == 0);
        CHECK(whole_run_seconds(*run.latest()).has_value() == is_long);
        if (is_long) CHECK(run.latest()->rates.seconds_per_step == doctest::Approx(0.15));
        if (is_long) CHECK(run.latest()->readout_steps.empty());
        run.settle();
        CHECK(run.latest()->step == 320);
        traces[is_long ? 1 : 0] =
            test::hash_of(run.trainer().training().engine(ModelRole::Model).export_state());
    }
    CHECK(traces[0] == traces[1]);
}

TEST_CASE("a pace that waits longer than steps take decides when the run ends") {
    ToyRun* clock = nullptr;
    test::ToyTricks tricks;
    tricks.on_step = [&] { clock->pass(1ms); };
    ToyRun run(test::toy_maker(tricks));
    clock = &run;
    run.post(long_epochs());
    run.post(SetPace{Pace::Slow});
    run.post(Run{});
    while (!seconds_left(*run.latest()) || run.latest()->step < 250) {
        run.pass(5ms);
        run.turn();
    }
    const double left = *seconds_left(*run.latest());
    CHECK(left == doctest::Approx(static_cast<double>(320 - run.latest()->step) / 30).epsilon(0.05));
}

TEST_CASE("a guess is told as exactly as it deserves") {
    CHECK(rough_text(0.3) == "5 s");
    CHECK(rough_text(38) == "40 s");
    CHECK(rough_text(58) == "1 min");
    CHECK(rough_text(740) == "12 min");
    CHECK(rough_text(3'580) == "1 h");
    CHECK(rough_text(12'100) == "3 h 20 min");
    CHECK(rough_text(35'950) == "10 h");
    CHECK(rough_text(100'000) == "28 h");
    CHECK(rough_text(7 * 86'400) == "7 days");
}
