#include "app/widgets/focus.h"
#include "tests/app/panel_stand.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace reweigh;

namespace {

NoSurfaces surfaces;

// Two variants, three weights; at epoch 10, keyframes at 0, 1 and 10.
Snapshot swept() {
    std::vector<Replica> replicas;
    for (const int variant : {0, 1})
        for (const double weight : {-4.0, 0.0, 4.0}) replicas.push_back({variant, weight, 1});
    Snapshot snapshot = example_snapshot(replicas);
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.variants = {"plain", "l2"};
    scene->setup.pinned_epochs = {1, 10, 100};
    snapshot.scene = scene;
    snapshot.live.variants.resize(2);
    snapshot.step = 20;
    for (const std::int64_t step : {0, 2, 20}) snapshot.keyframes.push_back({step, KeyframeReason::Figure});
    return snapshot;
}

struct Cells : PanelStand {
    explicit Cells(LabView shown) : PanelStand(make_cells_panel(surfaces), swept(), {1134, 832}) {
        view.lab_view = shown;
        gui.frames(2);
    }
};

}  // namespace

TEST_CASE("the fan asks for every weight and variant, now, and a click makes a cell the focus") {
    Cells stand(LabView::Fan);
    CHECK(stand.views.size() == 12);
    CHECK(std::ranges::none_of(stand.views, [](const ViewRequest& view) { return view.step.has_value(); }));
    stand.gui.click(NullGui::middle("l2 16:1"));
    CHECK(stand.view.focus == 5);
    CHECK(stand.view.lab_view == LabView::Fan);
    stand.gui.click(NullGui::middle("plain 1:16"));
    CHECK(stand.view.focus == 0);
}

TEST_CASE("a double click on a cell shows it on the stage") {
    Cells stand(LabView::Fan);
    stand.gui.double_click(NullGui::middle("l2 1:1"));
    CHECK(stand.view.focus == 4);
    CHECK(stand.view.lab_view == LabView::Stage);
}

TEST_CASE("the arrows go from cell to cell, Enter shows the stage") {
    Cells stand(LabView::Fan);
    stand.view.focus = 0;
    const auto press = [&](FocusKey key) {
        press_focus_key(key);
        stand.gui.frames(2);
    };
    const auto reach_cells = [&] {
        leave_focus();
        for (int i = 0; i < 40; ++i) {
            press(FocusKey::Next);
            press(FocusKey::More);
            if (stand.view.focus != 0) return;
        }
    };
    reach_cells();
    CHECK(stand.view.focus == 1);
    press(FocusKey::Down);
    CHECK(stand.view.focus == 4);
    press(FocusKey::Less);
    CHECK(stand.view.focus == 3);
    press(FocusKey::Less);  // there is none
    CHECK(stand.view.focus == 3);
    press(FocusKey::Up);
    CHECK(stand.view.focus == 0);
    press(FocusKey::Activate);
    CHECK(stand.view.lab_view == LabView::Stage);
    leave_focus();
}

TEST_CASE("the paper's grid asks for the focus's variant at the epochs that are kept, and nothing else") {
    Cells stand(LabView::Paper);
    stand.view.focus = 4;
    stand.gui.frames(2);
    CHECK(stand.views.size() == 3 * 2 * 2);  // weights, epochs 1 and 10, models
    for (const ViewRequest& view : stand.views) {
        CHECK(view.replica >= 3);
        REQUIRE(view.step);
        CHECK((*view.step == 2 || *view.step == 20));
    }
    stand.gui.click(NullGui::middle("l2 1:16, epoch 100"));
    CHECK(stand.view.focus == 3);
}

TEST_CASE("the view is switched by its buttons, and the fan's curves by theirs") {
    Cells stand(LabView::Fan);
    CHECK_FALSE(shows_curves(stand.view));
    stand.gui.click(NullGui::middle("Curves"));
    CHECK(shows_curves(stand.view));
    stand.gui.click(NullGui::middle("Paper"));
    CHECK(stand.view.lab_view == LabView::Paper);
    stand.gui.click(NullGui::middle("Stage"));
    CHECK(stand.view.lab_view == LabView::Stage);
}

TEST_CASE("without a run there are no cells and no questions") {
    Cells stand(LabView::Fan);
    stand.show(Snapshot{});
    stand.views.clear();
    stand.gui.frames(3);
    CHECK(stand.views.empty());
}

TEST_CASE("a focus out of sight is scrolled to") {
    std::vector<Replica> replicas;
    for (int weight = -8; weight <= 8; ++weight) replicas.push_back({0, static_cast<double>(weight), 1});
    Snapshot snapshot = example_snapshot(replicas);
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.pinned_epochs = {1, 10};
    snapshot.scene = scene;
    PanelStand stand(make_cells_panel(surfaces), std::move(snapshot), {676, 700});
    stand.view.lab_view = LabView::Paper;
    stand.view.focus = 16;  // 256:1, the first row
    stand.gui.frames(3);
    const Rect picture = NullGui::place("picture");
    CHECK(picture.contains(NullGui::middle("256:1, epoch 1")));
    CHECK_FALSE(picture.contains(NullGui::middle("1:256, epoch 1")));
    stand.view.focus = 0;
    stand.gui.frames(4);
    CHECK(picture.contains(NullGui::middle("1:256, epoch 1")));
    stand.gui.move(NullGui::middle("1:256, epoch 1"));
    stand.gui.frames(60);
    CHECK(stand.view.focus == 0);
}
