#include "app/layout.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

double area(Rect r) { return r.width() * r.height(); }
double area(const std::optional<Rect>& r) { return r ? area(*r) : 0; }

// The parts that do not float: together they are the window.
double covered(const Layout& layout) {
    return area(layout.top) + area(layout.stage) + area(layout.time) + area(layout.status) +
           (layout.controls_float ? 0 : area(layout.controls)) + area(layout.curves) +
           area(layout.controls_splitter) + area(layout.curves_splitter);
}

}  // namespace

TEST_CASE("at 1440 x 900 the parts have the sizes of the mock-up") {
    const Layout layout = arrange({1440, 900}, 1, ViewState{});
    CHECK((layout.top == Rect{{0, 0}, {1440, 44}}));
    CHECK((layout.controls == Rect{{0, 44}, {300, 804}}));
    CHECK((layout.stage == Rect{{306, 44}, {1014, 804}}));
    CHECK((layout.curves == Rect{{1020, 44}, {1440, 804}}));
    CHECK((layout.time == Rect{{0, 804}, {1440, 876}}));
    CHECK((layout.status == Rect{{0, 876}, {1440, 900}}));
}

TEST_CASE("the parts cover the window without overlap at any size and scale") {
    for (const double scale : {1.0, 1.5, 2.0, 3.0})
        for (const Vec2 size : {Vec2{800, 560}, Vec2{899, 700}, Vec2{1000, 700}, Vec2{1199, 800},
                                Vec2{1440, 900}, Vec2{2560, 1400}}) {
            const Vec2 pixels = scale * size;
            CHECK(covered(arrange(pixels, scale, ViewState{})) == doctest::Approx(pixels.x * pixels.y));
        }
}

TEST_CASE("below 1,200 the curves lie under the stage, below 900 the controls float") {
    const Layout narrow = arrange({1199, 800}, 1, ViewState{});
    CHECK(narrow.curves_below);
    CHECK(narrow.curves->min.y > narrow.stage.max.y);
    const Layout small = arrange({899, 700}, 1, ViewState{});
    CHECK(small.controls_float);
    CHECK_FALSE(small.controls);
    CHECK(small.stage.min.x == 0);
    ViewState open;
    open.drawer_open = true;
    CHECK(arrange({899, 700}, 1, open).controls);
}

TEST_CASE("hidden panels leave their room to the stage") {
    ViewState view;
    view.controls_visible = view.curves_visible = false;
    CHECK((arrange({1440, 900}, 1, view).stage == Rect{{0, 44}, {1440, 804}}));
}

TEST_CASE("widths out of range are brought back into it") {
    ViewState view;
    view.controls_width = 9999;
    view.curves_width = 1;
    const Layout layout = arrange({1440, 900}, 1, view);
    CHECK(layout.controls->width() == 480);
    CHECK(layout.curves->width() == 280);
}

TEST_CASE("where both have no room the stage has it all") {
    const Layout layout = arrange({1440, 900}, 2, ViewState{});
    CHECK_FALSE(layout.curves);
    CHECK(layout.stage.max.y == layout.time.min.y);
    CHECK(arrange({800, 560}, 1, ViewState{}).curves);
}
