#include "app/panels/stage_view.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

constexpr Rect home{{-2, -1}, {2, 1}};
constexpr Rect picture{{100, 50}, {500, 250}};

}  // namespace

TEST_CASE("the plane and the picture are each other's inverse, y turned over") {
    CHECK(to_screen({-2, -1}, home, picture) == Vec2{100, 250});
    CHECK(to_screen({2, 1}, home, picture) == Vec2{500, 50});
    const Vec2 at{0.3, -0.7};
    const Vec2 back = to_world(to_screen(at, home, picture), home, picture);
    CHECK(back.x == doctest::Approx(at.x));
    CHECK(back.y == doctest::Approx(at.y));
}

TEST_CASE("zooming leaves the place under the pointer where it is") {
    const Vec2 fixed{1.2, -0.4};
    Rect visible = home;
    for (const double factor : {1.3, 1.3, 0.5, 2.0}) {
        const Vec2 before = to_screen(fixed, visible, picture);
        visible = zoomed(visible, home, fixed, factor);
        const Vec2 after = to_screen(fixed, visible, picture);
        CHECK(after.x == doctest::Approx(before.x));
        CHECK(after.y == doctest::Approx(before.y));
    }
    CHECK(home.width() / visible.width() == doctest::Approx(1.3 * 1.3));
}

TEST_CASE("the zoom ends at a tenth and at twenty times") {
    CHECK(zoomed(home, home, {0, 0}, 1e9).width() == doctest::Approx(home.width() / 20));
    CHECK(zoomed(home, home, {0, 0}, 1e-9).width() == doctest::Approx(home.width() * 10));
}

TEST_CASE("panning moves the view and keeps its size") {
    const Rect moved = panned(home, {0.5, -0.25});
    CHECK(moved.min == Vec2{-1.5, -1.25});
    CHECK(moved.width() == home.width());
}

TEST_CASE("a view that moves every frame is asked for now and then, and at rest") {
    Debounced debounced(0.1);
    int changes = 0;
    Rect asked, wanted = home;
    for (int frame = 0; frame < 60; ++frame) {
        wanted = panned(wanted, {0.01, 0});
        const Rect next = debounced(wanted, frame / 60.0);
        if (next != asked) ++changes;
        asked = next;
    }
    CHECK(changes <= 11);
    CHECK(changes >= 8);
    debounced(wanted, 1.001);
    CHECK(debounced(wanted, 1.002) == wanted);
}
