#include "app/watch.h"

#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

using namespace reweigh;
using namespace std::chrono_literals;

TEST_CASE("a silent trainer is reported once, after 5 s") {
    RunWatch watch;
    Messages messages;
    Snapshot snapshot = example_snapshot({Replica{}});
    snapshot.status = Running{};
    snapshot.step = 12'345;
    const Clock::time_point start{};
    watch.look(snapshot, start, messages);
    watch.look(snapshot, start + 4s, messages);
    CHECK(messages.last() == nullptr);
    watch.look(snapshot, start + 6s, messages);
    watch.look(snapshot, start + 7s, messages);
    REQUIRE(messages.all().size() == 1);
    CHECK(messages.last()->sentence == "The trainer has not reported for 5 s (step 12,345).");
    CHECK(messages.last()->times == 1);
}

TEST_CASE("each notice of a run is said once, and again in the next run") {
    RunWatch watch;
    Messages messages;
    Snapshot snapshot = example_snapshot({Replica{}});
    snapshot.run = 1;
    snapshot.notices = {{1, "1:256, seed 3 became non-finite."}};
    watch.look(snapshot, {}, messages);
    watch.look(snapshot, {}, messages);
    CHECK(messages.last()->times == 1);
    snapshot.run = 2;
    watch.look(snapshot, {}, messages);
    CHECK(messages.last()->times == 2);
}

TEST_CASE("of a long run on pictures it is said once how long it takes") {
    RunWatch watch;
    Messages messages;
    Snapshot snapshot = example_snapshot({Replica{}, Replica{0, 0, 2}});
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    auto data = std::make_shared<Dataset>(*scene->data);
    data->width = 3;
    scene->data = data;
    snapshot.scene = scene;
    snapshot.run = 1;
    snapshot.stop.epochs = 1'000;
    watch.look(snapshot, {}, messages);
    CHECK(messages.last() == nullptr);
    snapshot.rates.seconds_per_step = 6;
    watch.look(snapshot, {}, messages);
    REQUIRE(messages.last() != nullptr);
    CHECK(messages.last()->sentence == "About 3 h 20 min for 1,000 epochs of 2 models.");
    snapshot.rates.seconds_per_step = 7;
    watch.look(snapshot, {}, messages);
    CHECK(messages.all().size() == 1);
}
