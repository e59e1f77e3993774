#include "core/session/replay_comparison.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace reweigh {
namespace {

ReplayComparison compared(std::optional<Precision> precision, std::int64_t steps, double distance) {
    return {.from = 1'000,
            .to = 1'000 + steps,
            .values = 1'234,
            .different = 900,
            .largest = 0.25,
            .gpu_precision = precision,
            .distance = distance};
}

ReplayVerdict verdict(std::optional<Precision> precision, std::int64_t steps, double distance) {
    return verdict_of(compared(precision, steps, distance));
}

}  // namespace

TEST_CASE("a processor's replay passes with equal bits alone") {
    CHECK(verdict({}, 100, 1e-9) == ReplayVerdict::Fail);
    ReplayComparison equal = compared({}, 100, 0);
    equal.different = 0;
    CHECK(verdict_of(equal) == ReplayVerdict::Pass);
    CHECK_FALSE(equal.gate());
    CHECK(to_text(equal) == "from step 1,000 to 1,100: identical, 1,234 of 1,234 values");
    CHECK(to_text(compared({}, 100, 0.1)) ==
          "from step 1,000 to 1,100: 900 of 1,234 values differ, at most by 0.25");
}

TEST_CASE("a GPU's replay passes within the bound of its precision") {
    struct Bound {
        Precision precision;
        double bound;
    };
    for (const auto& [precision, bound] : {Bound{Precision::Fp32, 1e-4}, Bound{Precision::Tf32, 5e-2}}) {
        CHECK(verdict(precision, 100, 0) == ReplayVerdict::Pass);
        CHECK(verdict(precision, 100, bound) == ReplayVerdict::Pass);
        CHECK(verdict(precision, 1, std::nextafter(bound, 0)) == ReplayVerdict::Pass);
        CHECK(verdict(precision, 100, std::nextafter(bound, 1)) == ReplayVerdict::Fail);
        CHECK(verdict(precision, 101, bound) == ReplayVerdict::NoBound);
        CHECK(verdict(precision, 101, 10 * bound) == ReplayVerdict::NoBound);
    }
    CHECK(to_text(compared(Precision::Fp32, 100, 2.5e-5)) ==
          "from step 1,000 to 1,100: the weights are off by 2.5e-05 of their norm at most, within the bound "
          "of fp32, 0.0001");
    CHECK(to_text(compared(Precision::Tf32, 100, 0.5)) ==
          "from step 1,000 to 1,100: the weights are off by 0.5 of their norm at most, beyond the bound of "
          "tf32, 0.05");
}

TEST_CASE("where a GPU has no bound the distance is told and nothing fails") {
    CHECK(verdict(Precision::Bf16, 1, 0.5) == ReplayVerdict::NoBound);
    CHECK(to_text(compared(Precision::Bf16, 1, 0.5)) ==
          "from step 1,000 to 1,001: the weights are off by 0.5 of their norm at most; bf16 on a GPU has no "
          "bound");
    CHECK(to_text(compared(Precision::Tf32, 200, 0.5)) ==
          "from step 1,000 to 1,200: the weights are off by 0.5 of their norm at most; tf32 on a GPU has no "
          "bound after more than 100 steps");
}

TEST_CASE("what is no number fails, whatever trained it") {
    for (const Precision precision : {Precision::Fp32, Precision::Tf32, Precision::Bf16}) {
        CHECK(verdict(precision, 10, HUGE_VAL) == ReplayVerdict::Fail);
        CHECK(verdict(precision, 10, std::numeric_limits<double>::quiet_NaN()) == ReplayVerdict::Fail);
        ReplayComparison statistic = compared(precision, 10, 0);
        statistic.largest = HUGE_VAL;
        CHECK(verdict_of(statistic) == ReplayVerdict::Fail);
        CHECK(to_text(statistic) == "from step 1,000 to 1,010: 900 of 1,234 values differ, at most by inf");
    }
}

TEST_CASE("equal bits pass where there is no bound") {
    ReplayComparison equal = compared(Precision::Bf16, 1'280, 0);
    equal.different = 0;
    CHECK(verdict_of(equal) == ReplayVerdict::Pass);
}

}  // namespace reweigh
