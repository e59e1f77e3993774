#include "core/figure/curves.h"

#include "core/base/error.h"
#include "core/figure/curves_parts.h"
#include "core/figure/recording_canvas.h"
#include "tests/support/example_snapshot.h"
#include "tests/support/golden.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

template <class L>
std::vector<L> layers_of(const PanelPicture& panel) {
    std::vector<L> found;
    for (const Layer& layer : panel.layers)
        if (const L* one = std::get_if<L>(&layer)) found.push_back(*one);
    return found;
}

std::vector<std::string> names_of_curves(const PanelPicture& panel) {
    std::vector<std::string> names;
    for (const CurveLayer& curve : layers_of<CurveLayer>(panel)) names.push_back(curve.name);
    return names;
}

CurvesOptions options(int focus = 0) {
    CurvesOptions result;
    result.cell = {{0, 0}, {388, 170}};
    result.focus = focus;
    return result;
}

// Offsets that fade like 1 / epoch from -weight / 4.
Snapshot fading(std::vector<Replica> replicas) {
    Snapshot snapshot = example_snapshot(std::move(replicas));
    add_example_steps(snapshot, {0, 1, 2, 5, 10, 20, 50, 100});
    const auto offset = [&](double scale) {
        return [&snapshot, scale](int i, double epoch) {
            const Replica& replica = snapshot.scene->setup.replicas[static_cast<std::size_t>(i)];
            return scale * (-replica.weight / 4 + 0.02 * static_cast<double>(replica.seed)) / (1 + epoch);
        };
    };
    add_example_curves(snapshot, ModelRole::Model, "offset", offset(1));
    add_example_curves(snapshot, ModelRole::Companion, "offset", offset(3));
    return snapshot;
}

void edit(Snapshot& snapshot, std::int64_t epoch, const std::function<void(LiveParams&)>& change) {
    change(snapshot.live.variants[0]);
    const std::int64_t step = epoch * snapshot.steps_per_epoch;
    snapshot.edits.push_back({step, snapshot.live});
    snapshot.gestures.push_back(step);
}

}  // namespace

TEST_CASE("each weight is a line; the focus is thick and has LR dashed beside it") {
    const PanelPicture panel = build_curves(fading({{0, 4, 1}, {0, 0, 1}, {0, -4, 1}}), options(2));
    CHECK(panel.title == "Offset");
    CHECK(names_of_curves(panel) == std::vector<std::string>{"16:1", "1:1", "LR", "1:16"});
    for (const CurveLayer& curve : layers_of<CurveLayer>(panel)) {
        CHECK((curve.stroke.width > 2.5) == (curve.name == "1:16"));
        CHECK(curve.stroke.dash.empty() == (curve.name != "LR"));
    }
    CHECK(layers_of<BandLayer>(panel).empty());
}

TEST_CASE("seeds of a weight are their mean with a band of one standard deviation") {
    const Snapshot snapshot = fading({{0, -4, 1}, {0, -4, 2}, {0, -4, 6}});
    const PanelPicture panel = build_curves(snapshot, options());
    const auto curves = layers_of<CurveLayer>(panel);
    const auto bands = layers_of<BandLayer>(panel);
    REQUIRE(curves.size() == 2);
    REQUIRE(bands.size() == 2);
    const CurveLayer& mlp = curves[1];
    const std::size_t i = 4;  // epoch 10: (1 + 0.02 seed) / 11 of seeds 1, 2, 6
    CHECK(mlp.values[i].x == 10);
    CHECK(mlp.values[i].y == doctest::Approx((1 + 0.02 * 3) / 11));
    const double deviation = 0.02 * std::sqrt((4.0 + 1 + 9) / 2) / 11;
    const BandLayer& band = bands[0];
    CHECK(band.low[i] == doctest::Approx(mlp.values[i].y - deviation));
    CHECK(band.high[i] == doctest::Approx(mlp.values[i].y + deviation));
}

TEST_CASE("a parked seed is left out; a weight whose only seed is parked ends in a cross") {
    Snapshot snapshot = fading({{0, -4, 1}, {0, -4, 2}, {0, 8, 1}});
    snapshot.health[1].parked_at = 20;
    snapshot.health[2].parked_at = 20;
    const PanelPicture panel = build_curves(snapshot, options());
    for (const CurveLayer& curve : layers_of<CurveLayer>(panel)) {
        if (curve.name == "1:16") CHECK(curve.values[4].y == doctest::Approx(1.02 / 11));
        CHECK(curve.ends_in_cross == (curve.name == "256:1"));
    }
}

TEST_CASE("a step at which one seed has no value has no mean") {
    Snapshot snapshot = example_snapshot({{0, -4, 1}, {0, -4, 2}});
    add_example_steps(snapshot, {0, 1, 10});
    add_example_curves(snapshot, ModelRole::Model, "offset", [](int replica, double epoch) {
        return replica == 1 && epoch == 1 ? std::nan("") : 0.25;
    });
    const auto curves = layers_of<CurveLayer>(build_curves(snapshot, options()));
    CHECK(std::isnan(curves.at(0).values[1].y));
    CHECK(curves.at(0).values[2].y == 0.25);
}

TEST_CASE("an edit's mark says what changed and close ones merge") {
    Snapshot snapshot = fading({{0, 0, 1}});
    edit(snapshot, 2, [](LiveParams& live) { live.l2 = 1e-3; });
    edit(snapshot, 20, [](LiveParams& live) { live.importance = -4; });
    edit(snapshot, 21, [](LiveParams& live) { live.l2 = 0; });
    edit(snapshot, 22, [](LiveParams& live) { live.batch_norm = true; });
    const auto marks = layers_of<MarkLayer>(build_curves(snapshot, options()));
    REQUIRE(marks.size() == 2);
    CHECK(marks[0].label == "L2 1e-3");
    CHECK(marks[0].x == 2);
    CHECK(marks[1].label == "3 edits");
}

TEST_CASE("the edits of one gesture are one mark with its last values") {
    Snapshot snapshot = fading({{0, 0, 1}});
    edit(snapshot, 5, [](LiveParams& live) { live.importance = -1; });
    for (const double importance : {-2.0, -3.0, -4.0}) {
        snapshot.live.variants[0].importance = importance;
        snapshot.edits.push_back({snapshot.edits.back().step + 1, snapshot.live});
    }
    const auto marks = edit_marks(snapshot, 0);
    REQUIRE(marks.size() == 1);
    CHECK(marks[0].label == "weight 1:16");
    CHECK(marks[0].step == 10);
}

TEST_CASE("moving another control at once is another gesture") {
    Snapshot snapshot = fading({{0, 0, 1}});
    edit(snapshot, 5, [](LiveParams& live) { live.l2 = 1e-3; });
    snapshot.live.variants[0].dropout = 0.5;
    snapshot.edits.push_back({snapshot.edits.back().step + 1, snapshot.live});
    const auto marks = edit_marks(snapshot, 0);
    REQUIRE(marks.size() == 2);
    CHECK(marks[0].label == "L2 1e-3");
    CHECK(marks[1].label == "dropout 0.5");
}

TEST_CASE("changes are named by their labels") {
    LiveParams before, after;
    CHECK(changes_text(before, after).empty());
    after.dropout = 0.5;
    after.reduction = Reduction::R1;
    CHECK(changes_text(before, after) == "reduction R1, dropout 0.5");
    CHECK(changes_text(after, before) == "reduction R0, dropout off");
    before = after;
    after.learning_rate = 0.1;
    after.batch_norm = true;
    CHECK(changes_text(before, after) == "batch norm on, learning rate 0.1");
}

TEST_CASE("the title has the values of the focus, at the cursor or at the end") {
    const Snapshot snapshot = fading({{0, -4, 0}});
    CurvesOptions at = options();
    PanelPicture panel = build_curves(snapshot, at);
    REQUIRE(panel.values.size() == 2);
    CHECK(panel.values[0].name == "MLP");
    CHECK(panel.values[0].value == "0.010");
    CHECK(panel.values[1].name == "LR");
    CHECK(panel.values[1].value == "0.030");
    at.cursor = 11 * snapshot.steps_per_epoch;  // between two read-outs: the one before
    panel = build_curves(snapshot, at);
    CHECK(panel.values[0].value == "0.091");
    REQUIRE(layers_of<MarkLayer>(panel).size() == 1);
    CHECK(layers_of<MarkLayer>(panel)[0].x == 11);
}

TEST_CASE("a value that is absent is a dash, not a number") {
    Snapshot snapshot = example_snapshot({{0, -4, 1}});
    add_example_steps(snapshot, {0, 1});
    add_example_curves(snapshot, ModelRole::Model, "angle", [](int, double) { return std::nan(""); });
    CurvesOptions angle = options();
    angle.readout = "angle";
    CHECK(build_curves(snapshot, angle).values.at(0).value == "\u2013");
}

TEST_CASE("the x axis is epochs on a log scale, epochs, steps or seconds") {
    const Snapshot snapshot = fading({{0, -4, 1}});
    CurvesOptions at = options();
    PanelPicture panel = build_curves(snapshot, at);
    CHECK(panel.x.scale == AxisScale::Log);
    CHECK(panel.x.low == 1);
    CHECK(panel.x.high == 100);
    at.x = CurvesX::Step;
    CHECK(build_curves(snapshot, at).x.high == 200);
    at.x = CurvesX::Seconds;
    CHECK(build_curves(snapshot, at).x.high == 50);
    at.x = CurvesX::Epoch;
    at.x_range = Range{20, 60};
    panel = build_curves(snapshot, at);
    CHECK(panel.x.low == 20);
    CHECK(panel.x.label == "epoch");
    at.x_texts = false;
    CHECK(build_curves(snapshot, at).x.ticks == Ticks::Lines);
}

TEST_CASE("the offset axis stops at 0.6 and is symmetric once an offset is negative") {
    CHECK(build_curves(fading({{0, -4, 1}}), options()).y.low == doctest::Approx(-0.024));  // 4 % beyond
    CHECK(build_curves(fading({{0, -4, 1}}), options()).y.high == doctest::Approx(0.624));
    CHECK(build_curves(fading({{0, -4, 1}, {0, 8, 1}}), options()).y.low == doctest::Approx(-0.648));
}

TEST_CASE("a read-out without a range of its own is drawn from 0 to a nice number") {
    Snapshot snapshot = example_snapshot({{0, 0, 1}});
    add_example_steps(snapshot, {0, 1, 10});
    add_example_curves(snapshot, ModelRole::Model, "norm", [](int, double epoch) { return 3 + epoch; });
    CurvesOptions norm = options();
    norm.readout = "norm";
    const PanelPicture panel = build_curves(snapshot, norm);
    CHECK(panel.y.low == doctest::Approx(-0.6));
    CHECK(panel.y.high == doctest::Approx(15.6));
    CHECK(panel.values.at(0).value == "13.0");
}

TEST_CASE("before the first step curves say when they begin") {
    Snapshot snapshot = example_snapshot({{0, 0, 1}});
    CHECK(build_curves(snapshot, options()).empty_note == "Curves begin with the first step.");
    CHECK(build_curves(snapshot, options()).layers.empty());
    CHECK(build_curves({}, options()).empty_note == "Curves begin with the first step.");
}

TEST_CASE("the caption says how many of how many points are drawn") {
    const PanelPicture panel = build_curves(fading({{0, -4, 1}}), options());
    REQUIRE(panel.captions.size() == 1);
    CHECK(panel.captions[0].right == "7 of 8 pt");  // epoch 0 has no place on a log axis
}

TEST_CASE("a zoomed range is kept as it is") {
    CurvesOptions zoomed = options();
    zoomed.y_range = Range{0.1, 0.2};
    CHECK(build_curves(fading({{0, -4, 1}}), zoomed).y.low == 0.1);
}

TEST_CASE("several variants are named beside their weights") {
    Snapshot snapshot = fading({{0, -4, 1}, {1, -4, 1}});
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.variants = {"plain", "l2"};
    snapshot.scene = scene;
    snapshot.live.variants.resize(2);
    snapshot.edits = {{0, snapshot.live}};
    const PanelPicture panel = build_curves(snapshot, options());
    CHECK(names_of_curves(panel) == std::vector<std::string>{"l2 1:16", "LR", "plain 1:16"});
}

TEST_CASE("read-outs against a soft margin say so") {
    Snapshot snapshot = fading({{0, -4, 1}});
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->separator->kind = Separator::Kind::SoftMargin;
    snapshot.scene = scene;
    CHECK(build_curves(snapshot, options()).title == "Offset, soft margin");
    CurvesOptions area = options();
    area.readout = "area";
    CHECK(build_curves(snapshot, area).title == "Area share");
}

TEST_CASE("a range grows to what lines reach after their early fall, at most to five times its length") {
    const auto range = [](double value) {
        Snapshot snapshot = fading({{0, -4, 1}});
        snapshot.curves.clear();
        add_example_curves(snapshot, ModelRole::Model, "offset", [&](int, double) { return value; });
        const Axis y = build_curves(snapshot, options()).y;
        return Range{y.low, y.high};
    };
    CHECK(range(0.5).high == doctest::Approx(1.04 * 0.6));
    CHECK(range(0.78).high >= 0.78);
    CHECK(range(0.78).high < 0.9);
    CHECK(range(1e6).high <= 1.1 * 5 * 0.6);
    CHECK(range(-0.78).low <= -0.78);
}

TEST_CASE("an unknown read-out is refused") {
    CurvesOptions wrong = options();
    wrong.readout = "offse";
    CHECK_THROWS_AS(build_curves(fading({{0, 0, 1}}), wrong), Error);
}

TEST_CASE("curves are drawn as they were") {
    Snapshot snapshot = fading({{0, 4, 1}, {0, 4, 2}, {0, 0, 1}, {0, -4, 1}, {0, -4, 2}});
    edit(snapshot, 20, [](LiveParams& live) { live.l2 = 1e-3; });
    RecordingCanvas canvas;
    draw_panel(build_curves(snapshot, options(3)), {}, canvas);
    CHECK(canvas.log() == golden("figure_curves.txt", canvas.log()));
}

}  // namespace reweigh
