#include "app/window.h"

#include <doctest/doctest.h>

using namespace reweigh;

TEST_CASE("a window grows as far as the monitor allows") {
    Window window("Reweigh test", false);
    const auto fitted = [&](Vec2 wanted) {
        window.fit(wanted);
        window.wait(0.1);
        return window.size();
    };
    CHECK(fitted({1200, 800}) == Vec2{1200, 800});
    const Vec2 largest = fitted({100'000, 100'000});
    CHECK(largest.x >= 1200);
    CHECK(largest.x < 100'000);
    CHECK(largest.y < 100'000);
    CHECK(fitted({1000, 700}) == Vec2{1000, 700});
    CHECK(window.windowed_size() == Vec2{1000, 700});
}
