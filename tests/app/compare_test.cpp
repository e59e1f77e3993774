#include "app/moment.h"
#include "app/panels/compare_table.h"
#include "app/panels/hover.h"
#include "app/panels/stage_compare.h"
#include "core/state/run_record.h"
#include "tests/app/panel_stand.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace reweigh;

namespace {

NoSurfaces surfaces;
constexpr Vec2 size{708, 760};

// Epoch 100; errors fall from 8.
Snapshot trained() {
    Snapshot snapshot = example_snapshot({Replica{}});
    snapshot.run = 3;
    add_example_steps(snapshot, {1, 10, 100});
    add_example_curves(snapshot, ModelRole::Model, "errors", [](int, double epoch) { return 8 / epoch; });
    add_example_curves(snapshot, ModelRole::Model, "offset", [](int, double epoch) { return 1 / epoch; });
    for (const std::int64_t step : {0, 2, 20, 200})
        snapshot.keyframes.push_back({step, KeyframeReason::Schedule});
    return snapshot;
}

std::shared_ptr<const PastRun> past_run(std::uint64_t run, std::shared_ptr<const Scene> scene) {
    auto record = std::make_shared<RunRecord>();
    record->scene = std::move(scene);
    record->edits = {{0, Live{}}};
    record->health.resize(record->scene->setup.replicas.size());
    auto keyframe = std::make_shared<Keyframe>();
    keyframe->step = 40;
    record->keyframes.push_back({std::move(keyframe), KeyframeReason::Last});
    return std::make_shared<const PastRun>(PastRun{run, {}, std::move(record)});
}

Grid<float> grid(int side, const std::function<double(Vec2)>& logit) {
    Grid<float> made{.width = side, .height = side, .world = {{-1, -1}, {1, 1}}, .values = {}};
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column)
            made.values.push_back(static_cast<float>(logit(made.cell_center(column, row))));
    return made;
}

}  // namespace

TEST_CASE("the difference of two pictures is that of their probabilities") {
    const auto a = grid(32, [](Vec2 at) { return at.x; });
    const auto b = grid(32, [](Vec2 at) { return 3 * at.x; });
    const Difference difference = difference_of(a, b);
    double most = 0;
    for (int row = 0; row < 32; ++row)
        for (int column = 0; column < 32; ++column) {
            const double x = b.cell_center(column, row).x;
            most = std::max(most, std::abs(1 / (1 + std::exp(-3 * x)) - 1 / (1 + std::exp(-x))));
        }
    CHECK(difference.range == doctest::Approx(most).epsilon(1e-5));
    for (int column = 0; column < 32; ++column) {
        const double x = b.cell_center(column, 7).x;
        const double p = probability(static_cast<double>(difference.logits->at(column, 7)));
        const double wanted = (1 / (1 + std::exp(-3 * x)) - 1 / (1 + std::exp(-x))) / most;
        CHECK(2 * p - 1 == doctest::Approx(wanted).epsilon(1e-3));
    }
    // Another grain: the cells of B, from the values of A between its cells.
    CHECK(difference_of(grid(64, [](Vec2 at) { return at.x; }), b).range ==
          doctest::Approx(difference.range).epsilon(1e-3));
    const Difference none = difference_of(a, a);
    CHECK(none.range == 0);
    CHECK(std::ranges::all_of(none.logits->values, [](float logit) { return logit == 0; }));
}

TEST_CASE("read-outs of A, B and B - A stand in a row each") {
    const Snapshot present = trained();
    const auto rows = compared_rows(at_moment(present, 20), present, 0);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].name == "Offset");
    CHECK(rows[0].a == "0.100");
    CHECK(rows[0].b == "0.010");
    CHECK(rows[0].difference == "\u22120.090");
    const auto first = compared_rows(at_moment(present, 0), present, 0);
    CHECK(first[0].a == "\u2013");
    CHECK(first[0].difference == "\u2013");
    CHECK(moment_name("A", at_moment(present, 20)) == "A: run 3, epoch 10");
}

TEST_CASE(
    "a moment of another run is compared where data, box and models are equal, else refused with the "
    "reason") {
    Snapshot present = trained();
    CHECK(not_comparable(present, {3, 20}) == "");
    CHECK(not_comparable(present, {1, 20}).find("not kept") != std::string::npos);
    present.past = {past_run(1, present.scene)};
    CHECK(not_comparable(present, {1, 20}) == "");

    auto other = std::make_shared<Scene>(*present.scene);
    auto data = std::make_shared<Dataset>(*present.scene->data);
    data->digest = "other";
    other->data = data;
    present.past = {past_run(1, other)};
    CHECK(not_comparable(present, {1, 20}).find("other data") != std::string::npos);

    other = std::make_shared<Scene>(*present.scene);
    data = std::make_shared<Dataset>(*present.scene->data);
    data->area_box = {{-9, -9}, {9, 9}};
    other->data = data;
    present.past = {past_run(1, other)};
    CHECK(not_comparable(present, {1, 20}).find("another box") != std::string::npos);

    other = std::make_shared<Scene>(*present.scene);
    other->setup.model = MlpParams{.hidden = 7};
    present.past = {past_run(1, other)};
    CHECK(not_comparable(present, {1, 20}).find("another model") != std::string::npos);
}

TEST_CASE("the pinned moment asks for its own views and gets them as those of now") {
    Snapshot present = trained();
    present.past = {past_run(1, present.scene)};
    ViewState view;
    PinnedMoment pinned;
    pinned.refresh(present, view);
    CHECK(!pinned.moment);
    for (const Pin pin : {Pin{3, 20}, Pin{1, 40}}) {
        view.comparison.a = pin;
        pinned.refresh(present, view);
        REQUIRE(pinned.moment);
        const ViewRequest now{ModelRole::Model, 0, {}, {{-1, -1}, {1, 1}}, 4, 4};
        const ViewRequest asked = pinned.request(now);
        CHECK(asked.step == pin.step);
        CHECK(asked.run == (pin.run == 3 ? 0 : 1));
        Snapshot answered = present;
        answer_views(answered, {asked}, [](const ViewRequest&, Vec2) { return 1; });
        pinned.refresh(answered, view);
        CHECK(pinned.moment->step == pin.step);
        CHECK(std::ranges::count(pinned.moment->views, now, &View::request) == 1);
    }
}

TEST_CASE("the stage is split by a line that can be dragged") {
    PinnedMoment pinned;
    PanelStand stand(make_stage_panel(surfaces, pinned), trained(), size);
    CHECK(!find_widget("split"));
    stand.view.comparison = {Pin{3, 20}, true, 0.5};
    pinned.refresh(stand.snapshot(), stand.view);
    stand.gui.frames(3);
    REQUIRE(find_widget("split"));
    CHECK(find_widget("comparison"));
    CHECK(std::ranges::any_of(stand.views, [](const ViewRequest& each) { return each.step == 20; }));
    const Rect picture = NullGui::place("picture"), line = NullGui::place("split");
    stand.gui.drag(line.center(), {picture.min.x + 0.25 * picture.width(), line.center().y});
    CHECK(stand.view.comparison.split == doctest::Approx(0.25).epsilon(0.02));
    CHECK(!stand.view.stage_world);  // the picture was not dragged
    stand.view.comparison.is_split = false;
    stand.gui.frames(3);
    CHECK(!find_widget("split"));
    CHECK(std::ranges::none_of(stand.views, [](const ViewRequest& each) { return each.step == 20; }));
}

TEST_CASE("Shift shows A and Ctrl the difference only with the pointer on the stage") {
    PinnedMoment pinned;
    Snapshot present = trained();
    ViewState view;
    view.comparison.a = Pin{3, 20};
    pinned.refresh(present, view);
    NullGui gui(size);
    using Mode = StageComparison::Mode;
    const auto mode_with = [&](bool shift, bool control) {
        feed(KeyChanged{.key = {}, .is_down = true, .control = control, .shift = shift});
        gui.frame();
        return StageComparison::mode_of(view, pinned);
    };
    CHECK(mode_with(true, false) == Mode::None);
    view.hover.stage = Vec2{0, 0};
    CHECK(mode_with(true, false) == Mode::A);
    CHECK(mode_with(false, true) == Mode::Difference);
    CHECK(mode_with(false, false) == Mode::None);
    view.comparison.is_split = true;
    CHECK(mode_with(false, false) == Mode::Split);
    view.comparison.a.reset();
    pinned.refresh(present, view);
    CHECK(mode_with(true, false) == Mode::None);
}
