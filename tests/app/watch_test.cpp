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
