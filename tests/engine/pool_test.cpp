#include "core/engine/pool.h"

#include "core/base/error.h"

#include <doctest/doctest.h>

#include <limits>

namespace reweigh {

TEST_CASE("a pool calls every task once, round after round") {
    Pool pool(2);
    for (const int count : {0, 1, 2, 100}) {
        std::vector<std::atomic<int>> calls(100);
        pool.run(count, [&](int i) { ++calls[static_cast<std::size_t>(i)]; });
        for (int i = 0; i < 100; ++i) CHECK(calls[static_cast<std::size_t>(i)] == (i < count ? 1 : 0));
    }
}

TEST_CASE("a pool hands on the exception of a task and works on") {
    for (const int threads : {1, 2}) {
        Pool pool(threads);
        CHECK_THROWS_WITH_AS(pool.run(8,
                                      [](int i) {
                                          if (i == 5) throw Error("Task 5 fails.");
                                      }),
                             "Task 5 fails.", Error);
        std::atomic<int> calls = 0;
        pool.run(8, [&](int) { ++calls; });
        CHECK(calls == 8);
    }
}

TEST_CASE("denormal numbers are zero in a task and nowhere else") {
    volatile float smallest = std::numeric_limits<float>::min();
    Pool pool(2);
    pool.run(4, [&](int) { CHECK(smallest / 2 == 0.0f); });
    CHECK(smallest / 2 > 0.0f);
}

}  // namespace reweigh
