#include "app/moment.h"
#include "app/panels/stage_tools.h"
#include "tests/app/panel_stand.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

NoSurfaces surfaces;
const PinnedMoment pinned;
constexpr Vec2 size{708, 760};

PanelStand stage(Snapshot snapshot = example_snapshot({Replica{}})) {
    return {make_stage_panel(surfaces, pinned), std::move(snapshot), size};
}

// Where a place of the plane is on the screen, by the view that the panel asks for.
Vec2 pixel(const PanelStand& stand, Vec2 at) {
    const Rect picture = NullGui::place("picture");
    const Rect world = stand.views.front().world;
    return {picture.min.x + (at.x - world.min.x) / world.width() * picture.width(),
            picture.max.y - (at.y - world.min.y) / world.height() * picture.height()};
}

}  // namespace

TEST_CASE("the stage is square for the square box of the data, and asks for what it shows") {
    const PanelStand stand = stage();
    const Rect picture = NullGui::place("picture");
    CHECK(picture.width() == 676);
    CHECK(picture.height() == 676);
    REQUIRE(stand.views.size() == 2);
    CHECK(stand.views[0].role == ModelRole::Model);
    CHECK(stand.views[0].world == Rect{{-1.8, -1.8}, {1.8, 1.8}});
    CHECK(stand.views[1].role == ModelRole::Companion);
}

TEST_CASE("the wheel zooms about the pointer, a drag pans, a double click resets") {
    PanelStand stand = stage();
    const Vec2 target = pixel(stand, {1, 0.5});
    stand.gui.wheel(target, 3);
    stand.gui.frames(30);
    CHECK(stand.views[0].world.width() < 3);
    const Vec2 after = pixel(stand, {1, 0.5});
    CHECK(after.x == doctest::Approx(target.x).epsilon(1e-3));
    CHECK(after.y == doctest::Approx(target.y).epsilon(1e-3));

    const Rect before = stand.views[0].world;
    stand.gui.drag(target, target + Vec2{100, 0});
    CHECK(stand.views[0].world.min.x ==
          doctest::Approx(before.min.x - 100 * before.width() / 676).epsilon(1e-3));
    CHECK(stand.views[0].world.width() == doctest::Approx(before.width()));

    stand.gui.double_click(target);
    stand.gui.frames(30);
    CHECK(stand.views[0].world == Rect{{-1.8, -1.8}, {1.8, 1.8}});
}

TEST_CASE("while points are edited a click adds +, a right click adds -, a drag moves") {
    PanelStand stand = stage();
    stand.view.points.is_on = true;
    stand.gui.click(pixel(stand, {-1.5, 1.5}));
    stand.gui.click(pixel(stand, {1.5, -1.5}), 1);
    REQUIRE(stand.view.points.pending);
    REQUIRE(stand.view.points.pending->size() == 10);
    const LabelledPoint plus = (*stand.view.points.pending)[8], minus = (*stand.view.points.pending)[9];
    CHECK(plus.label == 1);
    CHECK(plus.at.x == doctest::Approx(-1.5).epsilon(0.01));
    CHECK(minus.label == 0);
    CHECK(minus.at.y == doctest::Approx(-1.5).epsilon(0.01));

    stand.gui.drag(pixel(stand, {0.5, 0.5}), pixel(stand, {0.2, 0.3}));
    CHECK(stand.view.points.pending->size() == 10);
    CHECK((*stand.view.points.pending)[0].at.x == doctest::Approx(0.2).epsilon(0.05));
    CHECK(stand.view.points.undo.size() == 3);
    CHECK(!stand.view.stage_world);
}

TEST_CASE("with restart after each edit a change that is done with asks for a restart") {
    PanelStand stand = stage();
    stand.view.points.is_on = true;
    stand.gui.click(pixel(stand, {-1.5, 1.5}));
    CHECK_FALSE(stand.last_request<Perform>());
    stand.view.points.restarts = true;
    stand.view.points.pending.reset();
    stand.gui.move(pixel(stand, {0.5, 0.5}));
    stand.gui.press();
    stand.gui.move(pixel(stand, {0.2, 0.3}));
    REQUIRE(stand.view.points.pending);
    CHECK_FALSE(stand.last_request<Perform>());  // still being dragged
    stand.gui.release();
    REQUIRE(stand.last_request<Perform>());
    CHECK(stand.last_request<Perform>()->action == ActionId::ApplyPoints);
    stand.view.is_starting = true;
    stand.requests.clear();
    stand.gui.frames(3);
    CHECK_FALSE(stand.last_request<Perform>());
}

TEST_CASE("a drag on empty ground pans, also while points are edited") {
    PanelStand stand = stage();
    stand.view.points.is_on = true;
    stand.gui.drag(pixel(stand, {-1.5, 1.5}), pixel(stand, {-1.2, 1.5}));
    CHECK(!stand.view.points.pending);
    REQUIRE(stand.view.stage_world);
    CHECK(stand.view.stage_world->min.x == doctest::Approx(-2.1).epsilon(0.01));
}

TEST_CASE("without the edit mode a click changes no point") {
    PanelStand stand = stage();
    stand.gui.click(pixel(stand, {-1.5, 1.5}));
    CHECK(!stand.view.points.pending);
}

TEST_CASE("the focus goes through the replicas and round") {
    PanelStand stand = stage(example_snapshot({Replica{0, -4, 1}, Replica{0, 0, 1}, Replica{0, 4, 1}}));
    CHECK(replica_title(stand.snapshot(), 0) == "plain \u00b7 1:16 \u00b7 seed 1");
    stand.gui.click(NullGui::middle("Next replica"));
    CHECK(stand.view.focus == 1);
    CHECK(stand.views[0].replica == 1);
    stand.gui.click(NullGui::middle("Previous replica"));
    stand.gui.click(NullGui::middle("Previous replica"));
    CHECK(stand.view.focus == 2);
}

TEST_CASE("a single replica is named by the weight it trains with") {
    Snapshot snapshot = example_snapshot({Replica{}});
    snapshot.live.variants[0].importance = -4;
    CHECK(replica_title(snapshot, 0) == "plain \u00b7 1:16 \u00b7 seed 1");
}

TEST_CASE("a stage without a run draws and asks for nothing") {
    PanelStand stand = stage();
    stand.show(Snapshot{});
    stand.views.clear();
    stand.gui.frames(3);
    CHECK(stand.views.empty());
}
