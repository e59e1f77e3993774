#include "app/moment.h"
#include "app/panels/held_frame.h"
#include "app/panels/time_axis.h"
#include "tests/app/panel_stand.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace reweigh;

namespace {

// Epoch 1,000, a keyframe at every power of ten, L2 from epoch 100 on.
Snapshot trained() {
    Snapshot snapshot = example_snapshot({Replica{}});
    add_example_steps(snapshot, {1, 10, 100, 1000});
    for (const std::int64_t step : {0, 2, 20, 200, 2000})
        snapshot.keyframes.push_back({step, KeyframeReason::Schedule});
    return snapshot;
}

Snapshot edited() {
    Snapshot snapshot = trained();
    snapshot.live.variants[0].l2 = 1e-3;
    snapshot.edits.push_back({200, snapshot.live});
    snapshot.gestures = {200};
    return snapshot;
}

PanelStand bar(Snapshot snapshot = trained()) { return {make_time_panel(), std::move(snapshot), {1200, 72}}; }

Vec2 on_track(double share) {
    const Rect track = NullGui::place("time bar");
    return {track.min.x + share * track.width(), track.center().y};
}

}  // namespace

TEST_CASE("the time bar's axis is the curves' own") {
    const Snapshot snapshot = edited();
    for (const CurvesX axis :
         {CurvesX::EpochLog, CurvesX::LogFromEdit, CurvesX::Epoch, CurvesX::Step, CurvesX::Seconds}) {
        ViewState view;
        view.time_axis = axis;
        const TimeAxisPlaces places(snapshot, view, 0, 300);
        CHECK(places.of(0) == doctest::Approx(0));
        CHECK(places.of(2000) == doctest::Approx(300));
        const bool has_start = axis == CurvesX::EpochLog || axis == CurvesX::LogFromEdit;
        CHECK(places.keyframe_near(places.of(2)) == (has_start ? 0 : 2));  // all of epoch 1 stands at the end
        for (const std::int64_t step : {20, 200}) CHECK(places.keyframe_near(places.of(step)) == step);
        CHECK(!places.keyframe_near(300));
    }
    ViewState view;
    view.time_axis = CurvesX::EpochLog;  // epochs 1 to 1,000
    const TimeAxisPlaces log(snapshot, view, 0, 300);
    CHECK(log.of(20) == doctest::Approx(100));
    CHECK(log.of(200) == doctest::Approx(200));
    view.time_axis.reset();  // log from the edit: two decades, then log10(1 + 900)
    const TimeAxisPlaces from_edit(snapshot, view, 0, 300);
    CHECK(from_edit.of(200) == doctest::Approx(300 * 2 / (2 + std::log10(901.0))));
}

TEST_CASE("a click shows the nearest keyframe, at the present's end the present") {
    PanelStand stand = bar();
    stand.gui.click(on_track(0.36));
    CHECK(stand.view.moment == 20);
    stand.gui.click(on_track(0.64));
    CHECK(stand.view.moment == 200);
    stand.gui.click(on_track(0.99));
    CHECK(!stand.view.moment);
    stand.gui.click(on_track(0));
    CHECK(stand.view.moment == 0);
    CHECK(stand.commands.empty());  // training goes on
}

TEST_CASE("a drag passes every keyframe and holds the last") {
    PanelStand stand = bar();
    stand.gui.move(on_track(0.99));
    stand.gui.press();
    for (const auto& [share, step] : {std::pair{0.7, 200}, std::pair{0.4, 20}, std::pair{0.2, 20}}) {
        stand.gui.move(on_track(share));
        CHECK(stand.view.moment == step);
    }
    stand.gui.release();
    stand.gui.move(on_track(0.9));
    CHECK(stand.view.moment == 20);
}

TEST_CASE("the buttons ask for what they say, where there is something to show") {
    PanelStand stand = bar();
    const auto asks_for = [&](const char* label) {
        stand.requests.clear();
        stand.gui.click(NullGui::middle(label));
        const Perform* perform = stand.last_request<Perform>();
        return perform ? std::optional(perform->action) : std::nullopt;
    };
    CHECK(asks_for("First keyframe") == ActionId::FirstKeyframe);
    CHECK(asks_for("Keyframe before") == ActionId::KeyframeBefore);
    CHECK(asks_for("Train") == ActionId::PlayPause);
    CHECK(!asks_for("Next keyframe"));
    stand.view.moment = 20;
    stand.gui.frames(2);
    CHECK(asks_for("Next keyframe") == ActionId::KeyframeAfter);
    CHECK(asks_for("Follow") == ActionId::Follow);
    stand.view.moment = 0;
    stand.gui.frames(2);
    CHECK(!asks_for("Keyframe before"));
}

TEST_CASE("before the first step there is nothing to drag") {
    PanelStand stand = bar(example_snapshot({Replica{}}));
    CHECK(!find_widget("time bar"));
    CHECK(find_widget("Follow"));
    stand.show(Snapshot{});
    stand.gui.frames(2);
    CHECK(!find_widget("time bar"));
}

TEST_CASE("with the keyboard on it, arrows go from keyframe to keyframe") {
    PanelStand stand = bar();
    stand.gui.click(on_track(0.64));
    for (int i = 0; i < 20; ++i) {
        press_focus_key(FocusKey::Less);
        stand.gui.frame();
        if (stand.view.moment != 200) break;
        press_focus_key(FocusKey::Next);
        stand.gui.frame();
    }
    CHECK(stand.view.moment == 20);
    press_focus_key(FocusKey::More);
    stand.gui.frame();
    CHECK(stand.view.moment == 200);
}

TEST_CASE("held in the past the view says so and offers the present") {
    Snapshot snapshot = trained();
    ViewState view;
    CHECK(held_sentence(snapshot, view) == "");
    view.moment = 20;
    CHECK(held_sentence(snapshot, view) == "viewing epoch 10; the run is at 1,000");
    snapshot.status = Running{};
    CHECK(held_sentence(snapshot, view) == "viewing epoch 10; training at 1,000");

    NullGui gui({800, 600});
    Outbox outbox;
    gui.draw = [&] { draw_held_frame({{100, 100}, {700, 500}}, snapshot, view, outbox); };
    gui.frames(2);
    CHECK(find_widget("held"));
    gui.click(NullGui::middle("Follow"));
    CHECK(!view.moment);
    CHECK(!find_widget("held"));
}
