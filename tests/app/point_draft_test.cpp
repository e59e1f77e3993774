#include "app/panels/point_draft.h"

#include "core/data/kinds.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

using namespace reweigh;

TEST_CASE("points are those of the run until one is edited") {
    const auto data = example_dataset();
    PointEditing editing;
    const auto before = shown_points(editing, *data);
    REQUIRE(before.size() == 8);
    CHECK(before[0].at == Vec2{0.5, 0.5});
    CHECK(before[0].label == 1);
    CHECK(before[4].label == 0);
    CHECK(!editing.pending);
}

TEST_CASE("points are chosen one after the other, round and round") {
    const auto data = example_dataset();
    PointEditing editing;
    choose_point(editing, *data, 1);
    CHECK(editing.selected == 0);
    choose_point(editing, *data, -1);
    CHECK(editing.selected == 7);
    choose_point(editing, *data, 1);
    CHECK(editing.selected == 0);
    editing.selected.reset();
    choose_point(editing, *data, -1);
    CHECK(editing.selected == 7);
    CHECK_FALSE(editing.pending);
}

TEST_CASE("every edit of points can be undone, back to the points of the run") {
    const auto data = example_dataset();
    PointEditing editing;
    std::vector<std::vector<LabelledPoint>> states{shown_points(editing, *data)};
    const auto keep = [&] { states.push_back(shown_points(editing, *data)); };
    add_point(editing, *data, {0.25, 0.75}, false);
    keep();
    nudge_point(editing, *data, {0.01, 0});
    keep();
    begin_move(editing, *data, 3);
    move_point(editing, {-0.5, 0.125});
    move_point(editing, {-0.25, 0.25});
    keep();
    delete_point(editing, *data);
    keep();
    CHECK(states.back().size() == 8);
    CHECK(states[3][3].at == Vec2{-0.25, 0.25});
    for (auto state = states.rbegin() + 1; state != states.rend(); ++state) {
        undo_points(editing, *data);
        CHECK(shown_points(editing, *data) == *state);
    }
    CHECK(!editing.pending);
    undo_points(editing, *data);  // nothing left
    CHECK(!editing.pending);
}

TEST_CASE("an added point is selected, a deleted one no longer") {
    const auto data = example_dataset();
    PointEditing editing;
    add_point(editing, *data, {0, 0}, true);
    CHECK(editing.selected == 8);
    delete_point(editing, *data);
    CHECK(!editing.selected);
    delete_point(editing, *data);  // none selected: nothing happens
    CHECK(editing.pending->size() == 8);
}

TEST_CASE("a run with the points leaves nothing pending; other data leaves nothing to undo either") {
    const auto data = example_dataset();
    PointEditing editing;
    add_point(editing, *data, {0, 0}, true);
    const auto drawn = DrawnParams{*editing.pending};
    const Dataset with_point = make_dataset(drawn, 1);
    settle_points(editing, drawn, with_point);
    CHECK(!editing.pending);
    CHECK(editing.selected == 8);
    undo_points(editing, with_point);
    CHECK(editing.pending->size() == 8);
    settle_points(editing, MoonsParams{}, *data);
    CHECK(!editing.pending);
    CHECK(editing.undo.empty());
    CHECK(!editing.selected);
}

TEST_CASE("the point under the pointer is the nearest within reach") {
    const std::vector<LabelledPoint> points{{{0, 0}, 1, 1}, {{0.1, 0}, 0, 1}, {{2, 2}, 1, 1}};
    CHECK(point_near(points, {0.06, 0}, 0.1) == 1);
    CHECK(point_near(points, {0.04, 0}, 0.1) == 0);
    CHECK(!point_near(points, {1, 1}, 0.1));
}

TEST_CASE("the preview separates pending points, or says why no run can start with them") {
    const auto two = preview_separator({{{1, 0}, 1, 1}, {{-1, 0}, 0, 1}});
    REQUIRE(two.separator);
    CHECK(two.separator->half_margin == doctest::Approx(1));
    CHECK(two.separator->line.normal.x == doctest::Approx(1));
    CHECK(two.refusal.empty());
    const auto one_class = preview_separator({{{1, 0}, 1, 1}, {{-1, 0}, 1, 1}});
    CHECK(!one_class.separator);
    CHECK(one_class.refusal.find("two classes are needed") != std::string::npos);
}
