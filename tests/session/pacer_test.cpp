#include "core/session/pacer.h"

#include <doctest/doctest.h>

#include <limits>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
using Moment = Pacer::Moment;

}  // namespace

TEST_CASE("tenfold takes ten times as far every four seconds") {
    Pacer pacer;
    const Moment start{};
    pacer.begin(0, 128, start);
    pacer.resume(Pace::Tenfold, 0, start);
    CHECK(pacer.allowed(start) == 0);
    CHECK(pacer.allowed(start + 4s) == 9 * 128);
    CHECK(pacer.allowed(start + 8s) == 99 * 128);
    CHECK(pacer.allowed(start + 16s) == 9'999 * 128);
}

TEST_CASE("a step is allowed from the moment it is due, and not before") {
    Pacer pacer;
    const Moment start{};
    pacer.begin(0, 128, start);
    for (const Pace pace : {Pace::Tenfold, Pace::Slow}) {
        pacer.resume(pace, 0, start);
        for (const std::int64_t step : {1, 2, 100, 12'345}) {
            CHECK(pacer.allowed(pacer.due(step)) >= step);
            CHECK(pacer.allowed(pacer.due(step) - 1ms) < step);
        }
    }
}

TEST_CASE("a pause neither gives nor takes steps") {
    Pacer pacer;
    const Moment start{};
    pacer.begin(0, 128, start);
    pacer.resume(Pace::Tenfold, 0, start);
    const std::int64_t reached = pacer.allowed(start + 6s);
    pacer.resume(Pace::Tenfold, reached, start + 1h);
    CHECK(pacer.allowed(start + 1h) == reached);
    CHECK(pacer.allowed(start + 1h + 2s) == doctest::Approx(99 * 128).epsilon(0.001));
}

TEST_CASE("an edit makes tenfold begin anew from its step") {
    Pacer pacer;
    const Moment start{};
    pacer.begin(0, 128, start);
    pacer.resume(Pace::Tenfold, 0, start);
    pacer.begin(50'000, 128, start + 9s);
    CHECK(pacer.allowed(start + 9s) == 50'000);
    CHECK(pacer.allowed(start + 13s) == 50'000 + 9 * 128);
}

TEST_CASE("coming from full pace, tenfold goes on from where training is") {
    Pacer pacer;
    const Moment start{};
    pacer.begin(0, 128, start);
    pacer.resume(Pace::Full, 0, start);
    CHECK(pacer.allowed(start) == std::numeric_limits<std::int64_t>::max());
    pacer.resume(Pace::Tenfold, 999 * 128, start + 1s);
    CHECK(pacer.allowed(start + 1s) == 999 * 128);
    CHECK(pacer.allowed(start + 5s) == 9'999 * 128);
}

TEST_CASE("tenfold after days is no limit and no overflow") {
    Pacer pacer;
    pacer.begin(0, 128, Moment{});
    pacer.resume(Pace::Tenfold, 0, Moment{});
    CHECK(pacer.allowed(Moment{} + 100h) == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("slow takes thirty steps a second") {
    Pacer pacer;
    pacer.begin(0, 128, Moment{});
    pacer.resume(Pace::Slow, 7, Moment{});
    CHECK(pacer.allowed(Moment{} + 1s) == 37);
}

}  // namespace reweigh
