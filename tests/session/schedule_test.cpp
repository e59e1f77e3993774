#include "core/session/schedule.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace reweigh {

TEST_CASE("due steps are log-spaced, a fixed number a decade") {
    const Schedule schedule(16, {});
    int in_decade = 0;
    for (std::int64_t step = 1'000; (step = schedule.next_after(step)) <= 10'000;) ++in_decade;
    CHECK(in_decade == 16);
    CHECK(schedule.contains(0));
    CHECK(schedule.contains(1));
    CHECK(schedule.contains(1'000));
    CHECK(schedule.contains(1'155));  // 10^(3 + 1/16) = 1154.8
    CHECK_FALSE(schedule.contains(1'154));
    CHECK(schedule.next_after(1'000) == 1'155);
}

TEST_CASE("walking the schedule meets exactly the rounded powers") {
    const Schedule schedule(8, {});
    std::set<std::int64_t> expected{0};
    for (int k = 0; k <= 8 * 7; ++k) expected.insert(std::llround(std::pow(10.0, k / 8.0)));
    std::set<std::int64_t> met;
    for (std::int64_t step = -1; (step = schedule.next_after(step)) <= 10'000'000;) met.insert(step);
    CHECK(met == expected);
}

TEST_CASE("a log that begins again is as dense behind its origin, from its first distance on") {
    Schedule schedule(16, {});
    schedule.begin_again(128'000, 16);
    CHECK(schedule.next_after(128'000) == 128'018);  // 10^(20/16) = 17.8
    CHECK(schedule.next_after(128'018) == 128'021);
    CHECK(schedule.contains(128'100));
    CHECK(schedule.contains(133'352));  // 10^(82/16) of the old log
    schedule.begin_again(200'000, 16);
    CHECK_FALSE(schedule.contains(128'100));
    CHECK(schedule.contains(200'100));
}

TEST_CASE("read-outs of pictures are due every epoch, then every five, then every twenty") {
    Setup setup;
    setup.data = PicturesParams{};
    setup.pinned_epochs = {33};
    const Schedule schedule = readout_schedule(setup, 63);
    std::vector<std::int64_t> epochs;
    for (std::int64_t step = -1; (step = schedule.next_after(step)) <= 63 * 140;) {
        CHECK(step % 63 == 0);
        epochs.push_back(step / 63);
    }
    std::vector<std::int64_t> expected;
    for (std::int64_t e = 0; e <= 20; ++e) expected.push_back(e);
    for (std::int64_t e = 25; e <= 100; e += 5) expected.push_back(e);
    expected.insert(expected.end(), {33, 120, 140});
    std::ranges::sort(expected);
    CHECK(epochs == expected);
    CHECK_FALSE(schedule.contains(62));
}

TEST_CASE("the epochs of figures are due, whatever their order") {
    Setup setup;
    setup.pinned_epochs = {100, 1, 10};
    const Schedule schedule = keyframe_schedule(setup, 128);
    CHECK(schedule.contains(128));
    CHECK(schedule.contains(1'280));
    CHECK(schedule.contains(12'800));
    CHECK(schedule.is_pinned(1'280));
    CHECK_FALSE(schedule.is_pinned(1'000));
    CHECK(schedule.next_after(1'279) == 1'280);
}

}  // namespace reweigh
