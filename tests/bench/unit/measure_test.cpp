#include "core/bench/measure.h"

#include "core/bench/record.h"

#include <doctest/doctest.h>

using namespace reweigh;
using namespace reweigh::bench;

namespace {

// A clock that only work moves: `ns` for each step asked for.
struct FakeLoop final : StepLoop {
    double* clock;
    double ns;
    std::int64_t steps = 0;
    FakeLoop(double& seconds, double cost) : clock(&seconds), ns(cost) {}
    void advance(std::int64_t count) override {
        steps += count;
        *clock += static_cast<double>(count) * ns * 1e-9;
    }
    EngineState export_state() const override { return {.step = steps, .tensors = {}}; }
};

}  // namespace

TEST_CASE("the median is the middle value, or the mean of the two middle ones") {
    CHECK(median({3, 1, 2}) == 2);
    CHECK(median({4, 1, 3, 2}) == 2.5);
    CHECK(median({7}) == 7);
}

TEST_CASE("the spread leaves out the smallest and the largest of four or more") {
    CHECK(spread({10, 10, 10, 10, 10, 10, 99}) == 0);
    CHECK(spread({8, 9, 10, 11, 50, 10, 1}) == doctest::Approx(0.3));
    CHECK(spread({9, 10, 12}) == doctest::Approx(0.3));
    CHECK(spread({5}) == 0);
}

TEST_CASE("rounds are interleaved, at least as long as asked for, and give times of single replica-steps") {
    double seconds = 0;
    FakeLoop cheap(seconds, 1'000), dear(seconds, 50'000);
    const std::vector<Timed> timed{{&cheap, 100, 10}, {&dear, 7, 1}};
    const auto ns = interleaved(timed, {.seconds = 0.01, .rounds = 3}, [&] { return seconds; });
    REQUIRE(ns.size() == 2);
    REQUIRE(ns[0].size() == 3);
    for (const double each : ns[0]) CHECK(each == doctest::Approx(100));
    for (const double each : ns[1]) CHECK(each == doctest::Approx(50'000));
    CHECK(cheap.steps >= 3 * (10'000 + 100));  // and a slice of warm-up each
    CHECK(dear.steps >= 3 * (200 + 7));
}

TEST_CASE("a round has one slice at least, however long it takes") {
    double seconds = 0;
    FakeLoop loop(seconds, 1e9);
    const std::vector<Timed> timed{{&loop, 5, 1}};
    const auto ns = interleaved(timed, {.seconds = 0.001, .rounds = 1}, [&] { return seconds; });
    CHECK(ns[0][0] == doctest::Approx(1e9));
    CHECK(loop.steps == 10);
}

TEST_CASE("a case is warmed up by 1,280 steps, after which its loss is looked at") {
    double seconds = 0;
    const Laboratory laboratory{
        .make =
            [&](const Case& timed) {
                return std::make_unique<FakeLoop>(seconds, timed.name == "a" ? 10 : 40);
            },
        .loss = [](const Case&, const EngineState& state) { return static_cast<double>(state.step); },
        .clock = [&] { return seconds; },
        .isa = "AVX2"};
    const std::vector<Case> cases{{.name = "a", .replicas = 2}, {.name = "b", .isa = "AVX-512"}};
    const auto records = measure(cases, {.seconds = 0.001}, laboratory);
    REQUIRE(records.size() == 2);
    CHECK(records[0].loss == 1280);
    CHECK(records[0].ns == doctest::Approx(5));
    CHECK(records[1].ns == doctest::Approx(40));
    CHECK(records[0].rounds == 7);
    CHECK(records[0].isa == "AVX2");
    CHECK(records[1].isa == "AVX-512");
}
