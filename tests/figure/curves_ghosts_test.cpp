#include "core/figure/curves.h"
#include "core/figure/curves_parts.h"
#include "core/state/run_record.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

// Epoch 10 of a run; before it another one of the same replicas came to epoch 1,000. Two steps an epoch.
Snapshot with_earlier_run() {
    const auto offset = [](double scale) {
        return [scale](int, double epoch) { return scale / (1 + epoch); };
    };
    Snapshot earlier = example_snapshot({Replica{}});
    add_example_steps(earlier, {1, 10, 100, 1000});
    add_example_curves(earlier, ModelRole::Model, "offset", offset(0.3));
    add_example_curves(earlier, ModelRole::Companion, "offset", offset(0.9));
    auto record = std::make_shared<RunRecord>();
    record->scene = earlier.scene;
    record->health = earlier.health;
    record->readout_steps = earlier.readout_steps;
    record->readout_seconds = earlier.readout_seconds;
    record->curves = earlier.curves;

    Snapshot snapshot = example_snapshot({Replica{}});
    add_example_steps(snapshot, {1, 10});
    add_example_curves(snapshot, ModelRole::Model, "offset", offset(0.1));
    add_example_curves(snapshot, ModelRole::Companion, "offset", offset(0.2));
    snapshot.run = 2;
    snapshot.past = {std::make_shared<const PastRun>(PastRun{1, {}, record})};
    return snapshot;
}

CurvesOptions options(EarlierRuns earlier) {
    CurvesOptions options;
    options.cell = {{0, 0}, {388, 170}};
    options.earlier = earlier;
    return options;
}

std::vector<CurveLayer> unnamed_curves(const PanelPicture& plot) {
    std::vector<CurveLayer> found;
    for (const Layer& layer : plot.layers)
        if (const auto* curve = std::get_if<CurveLayer>(&layer); curve && curve->name.empty())
            found.push_back(*curve);
    return found;
}

}  // namespace

TEST_CASE("an earlier run is a pale line without a name, to its own end") {
    const Snapshot snapshot = with_earlier_run();
    const PanelPicture plot = build_curves(snapshot, options(EarlierRuns::Shown));
    const auto ghosts = unnamed_curves(plot);
    REQUIRE(ghosts.size() == 2);
    CHECK(!ghosts[0].stroke.dash.empty());  // the companion's, below the model's
    CHECK(ghosts[1].stroke.dash.empty());
    REQUIRE(ghosts[1].values.size() == 4);
    CHECK(ghosts[1].values[3].x == 1000);
    CHECK(ghosts[1].values[3].y == doctest::Approx(0.3 / 1001));
    CHECK(plot.x.high == 1000);
    CHECK(curves_end(snapshot, CurvesX::EpochLog, EarlierRuns::Shown) == 1000);
    CHECK(plot.values.at(0).value == "0.009");  // the title is of the run on screen: 0.1 / 11
}

TEST_CASE("hidden, earlier runs leave no trace") {
    const Snapshot snapshot = with_earlier_run();
    const PanelPicture plot = build_curves(snapshot, options(EarlierRuns::Hidden));
    CHECK(unnamed_curves(plot).empty());
    CHECK(plot.x.high == 10);
    CHECK(curves_end(snapshot, CurvesX::EpochLog, EarlierRuns::Hidden) == 10);
    CurvesOptions without = options(EarlierRuns::Shown);
    without.hidden = {"LR"};
    CHECK(unnamed_curves(build_curves(snapshot, without)).size() == 1);
}

TEST_CASE("a run without the focus's weight is no line") {
    Snapshot snapshot = with_earlier_run();
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.replicas = {Replica{0, 4, 1}};
    snapshot.scene = scene;
    CHECK(unnamed_curves(build_curves(snapshot, options(EarlierRuns::Shown))).empty());
}

TEST_CASE("where a fork began is a mark, with what it changed there") {
    Snapshot snapshot = with_earlier_run();
    snapshot.origin = {1, 4};
    auto marks = edit_marks(snapshot, 0);
    REQUIRE(marks.size() == 1);
    CHECK(marks[0].step == 4);
    CHECK(marks[0].label == "fork");
    snapshot.live.variants[0].l2 = 1e-3;
    snapshot.edits.push_back({4, snapshot.live});
    snapshot.gestures = {4};
    marks = edit_marks(snapshot, 0);
    REQUIRE(marks.size() == 1);
    CHECK(marks[0].label == "fork: L2 1e-3");
}

TEST_CASE("a place on the axis leads back to its step") {
    Snapshot snapshot = with_earlier_run();
    add_example_steps(snapshot, {100, 1000});
    snapshot.gestures = {20};
    for (const CurvesX x : {CurvesX::EpochLog, CurvesX::LogFromEdit, CurvesX::Epoch, CurvesX::Step})
        for (const std::int64_t step : {2, 7, 20, 33, 1999, 2000})
            CHECK(curves_step(snapshot, x, curves_x(snapshot, x, step)) == step);
    CHECK(curves_step(snapshot, CurvesX::Seconds, 5.1) == 20);
    CHECK(curves_step(snapshot, CurvesX::Epoch, 1e9) == 2000);
    CHECK(curves_step(snapshot, CurvesX::Epoch, -3) == 0);
}

}  // namespace reweigh
