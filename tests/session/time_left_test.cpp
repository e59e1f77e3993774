#include "core/session/time_left.h"

#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

using namespace reweigh;

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
