#include "core/figure/final.h"

#include "core/base/error.h"
#include "core/figure/axis.h"
#include "core/figure/recording_canvas.h"
#include "core/figure/spec.h"
#include "tests/support/example_snapshot.h"
#include "tests/support/golden.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

constexpr ModelRole mlp = ModelRole::Model, lr = ModelRole::Companion;

FigureSpec spec_of(const std::string& kind) {
    FigureSpec spec;
    spec.kind = kind;
    spec.name = "ratio";
    spec.title = "Which weights matter";
    spec.y = "area";
    return spec;
}

// Two variants at three weights, not in order, two seeds each, trained for 100 epochs. The area share of the
// network is 1/2 + slope weight / 100 +- 0.01 over the seeds; the line knows no dropout.
Snapshot swept() {
    std::vector<Replica> replicas;
    for (const int variant : {0, 1})
        for (const double weight : {8.0, -8.0, 0.0})
            for (const std::uint64_t seed : {1u, 2u}) replicas.push_back({variant, weight, seed});
    Snapshot snapshot = example_snapshot(replicas);
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.variants = {"plain", "dropout"};
    snapshot.scene = std::move(scene);
    snapshot.live.variants.resize(2);
    snapshot.live.variants[1].dropout = 0.5;
    snapshot.edits = {{0, snapshot.live}};
    add_example_steps(snapshot, {0, 1, 10, 100});
    const auto area = [replicas](double slope, int i, double epoch) {
        const Replica& replica = replicas[static_cast<std::size_t>(i)];
        return 0.5 + slope * replica.weight / (100 * (1 + std::log10(1 + epoch))) +
               (replica.seed == 1 ? 0.01 : -0.01);
    };
    add_example_curves(snapshot, mlp, "area", [=](int i, double epoch) {
        return area(replicas[static_cast<std::size_t>(i)].variant == 0 ? 2 : 3, i, epoch);
    });
    add_example_curves(snapshot, lr, "area", [=](int i, double epoch) { return area(5, i, epoch); });
    return snapshot;
}

std::vector<CurveLayer> curves_in(const PanelPicture& panel) {
    std::vector<CurveLayer> curves;
    for (const Layer& layer : panel.layers)
        if (const auto* curve = std::get_if<CurveLayer>(&layer)) curves.push_back(*curve);
    return curves;
}

double shown(double slope, double weight) { return 0.5 + slope * weight / (100 * (1 + std::log10(101.0))); }

}  // namespace

TEST_CASE("the end against the weight: a line per variant, weights ascending, means over seeds") {
    const Figure figure = build(spec_of("final"), swept(), {});
    REQUIRE(figure.panels.size() == 1);
    const PanelPicture& panel = figure.panels[0];
    CHECK(panel.title == "Area share, epoch 100");
    const std::vector<CurveLayer> curves = curves_in(panel);
    REQUIRE(curves.size() == 3);
    const std::vector<std::string> names{"plain", "dropout", "LR plain"};
    const std::vector<double> slopes{2, 3, 5};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(curves[i].name == names[i]);
        CHECK(curves[i].stroke.dash.empty() == (i < 2));
        REQUIRE(curves[i].values.size() == 3);
        for (std::size_t k = 0; k < 3; ++k) {
            const double weight = -8 + 8 * static_cast<double>(k);
            CHECK(curves[i].values[k].x == weight);
            CHECK(curves[i].values[k].y == doctest::Approx(shown(slopes[i], weight)));
        }
    }
    CHECK(curves[0].stroke.color != curves[1].stroke.color);
    CHECK(panel.x.low == -8);
    CHECK(panel.x.own_ticks.front().text == "1:256");
    CHECK(panel.x.own_ticks[1].text.empty());
    CHECK(panel.x.own_ticks[4].text == "1:1");
}

TEST_CASE("the band at the end is the mean +- the deviation of the seeds that are left") {
    Snapshot snapshot = swept();
    snapshot.health[0].parked_at = 4;  // plain, 256:1, seed 1
    const Figure figure = build(spec_of("final"), snapshot, {});
    const auto* band = std::get_if<BandLayer>(&figure.panels[0].layers.front());
    REQUIRE(band);
    CHECK(band->x == std::vector<double>{-8, 0, 8});
    CHECK(band->high[0] - band->low[0] == doctest::Approx(2 * std::sqrt(2.0) * 0.01));
    CHECK(std::isnan(band->high[2]) == std::isnan(band->low[2]));
    CHECK(curves_in(figure.panels[0])[0].values[2].y == doctest::Approx(shown(2, 8) - 0.01));
}

TEST_CASE("a band over the variants: one line a weight, the mean of all that have it") {
    FigureSpec spec = spec_of("curves");
    spec.band = Band::Variants;
    const Snapshot snapshot = swept();
    const Figure figure = build(spec, snapshot, {});
    REQUIRE(figure.panels.size() == 1);
    std::vector<std::string> names;
    for (const CurveLayer& curve : curves_in(figure.panels[0])) {
        names.push_back(curve.name);
        if (curve.name != "256:1") continue;
        CHECK(curve.values.back().y == doctest::Approx((shown(2, 8) + shown(3, 8)) / 2));
    }
    CHECK(std::ranges::count(names, "256:1") == 1);
    CHECK(std::ranges::count(names, "1:256") == 1);
    CHECK(std::ranges::count(names, "1:1") == 1);
    const auto row = [&](const std::string& variant, const std::string& seed) {
        const auto found = std::ranges::find_if(figure.rows, [&](const FigureRow& each) {
            return each.series == "mlp" && each.variant == variant && each.seed == seed && each.weight == 8 &&
                   each.epoch == 100;
        });
        REQUIRE(found != figure.rows.end());
        return found->value;
    };
    // Four values at the end: two slopes, +- 0.01 each.
    const double apart = (shown(3, 8) - shown(2, 8)) / 2;
    CHECK(row("all", "std") == doctest::Approx(std::sqrt((4 * apart * apart + 4 * 0.01 * 0.01) / 3)));
    CHECK(row("dropout", "1") == doctest::Approx(shown(3, 8) + 0.01));

    FigureSpec end = spec_of("final");
    end.band = Band::Variants;
    const Figure last = build(end, snapshot, {});
    const std::vector<CurveLayer> lines = curves_in(last.panels[0]);
    REQUIRE(lines.size() == 2);  // the network and the line
    CHECK(lines[0].name == "MLP");
    CHECK(lines[0].values.back().y == doctest::Approx((shown(2, 8) + shown(3, 8)) / 2));
}

TEST_CASE("few weights have ticks of their own, and the ends and 1:1 keep their texts the longest") {
    const auto panel_of = [](const std::vector<double>& weights, DataParams data) {
        std::vector<Replica> replicas;
        for (const double weight : weights) replicas.push_back({0, weight, 1});
        Snapshot snapshot = example_snapshot(replicas);
        auto scene = std::make_shared<Scene>(*snapshot.scene);
        scene->setup.data = std::move(data);
        snapshot.scene = std::move(scene);
        return build(spec_of("final"), snapshot, {}).panels[0];  // its axis is there before the first step
    };
    const auto texts = [](const PanelPicture& panel, double length) {
        std::string all;
        const auto width = [](std::string_view text) { return 7.0 * static_cast<double>(text.size()); };
        for (const Tick& tick : ticks_that_fit(panel.x, length, 56, width))
            if (!tick.text.empty()) all += (all.empty() ? "" : " ") + tick.text;
        return all;
    };
    const PanelPicture five = panel_of({-6, -3, 0, 3, 6}, {});
    CHECK(five.x.low == -6);
    CHECK(five.x.high == 6);
    CHECK(five.x.label == "importance, + to \u2212");
    CHECK(texts(five, 300) == "1:64 1:8 1:1 8:1 64:1");
    CHECK(texts(five, 113) == "1:64 1:1 64:1");
    const PanelPicture nine = panel_of({-6, -5, -3, -1, 0, 1, 3, 5, 6}, {});
    CHECK(texts(nine, 400) == "1:64 1:16 1:1 16:1 64:1");
    CHECK(texts(nine, 113) == "1:64 1:1 64:1");
    const PanelPicture ten = panel_of({6, 3, 0}, TenClassesParams{});
    CHECK(ten.x.label == "weight of the target class");
    CHECK(texts(ten, 200) == "1:1 8:1 64:1");
}

TEST_CASE("the rows of the end are those of its read-out at the last step") {
    const Figure figure = build(spec_of("final"), swept(), {});
    CHECK(figure.rows.size() == 2 * 2 * 3 * 4);  // models, variants, weights; two seeds, mean, std
    for (const FigureRow& row : figure.rows) {
        CHECK(row.name == "area");
        CHECK(row.epoch == 100);
        CHECK(row.panel == "Area share, epoch 100");
    }
}

TEST_CASE("before the first step the end says when it comes") {
    const Figure figure = build(spec_of("final"), example_snapshot({{0, 0, 1}}), {});
    CHECK(figure.panels[0].empty_note == "Values come with the first step.");
    CHECK(figure.rows.empty());
    FigureSpec wrong = spec_of("final");
    wrong.y = "aria";
    CHECK_THROWS_AS(build(wrong, swept(), {}), Error);
}

TEST_CASE("curves in a panel per variant hold that variant's lines, named by their weights") {
    FigureSpec spec = spec_of("curves");
    spec.panel_per_variant = true;
    const Figure figure = build(spec, swept(), {});
    REQUIRE(figure.panels.size() == 2);
    CHECK(figure.panels[0].title == "Area share, plain");
    CHECK(figure.panels[1].title == "Area share, dropout");
    for (std::size_t v = 0; v < 2; ++v) {
        const std::vector<CurveLayer> curves = curves_in(figure.panels[v]);
        REQUIRE(curves.size() == 4);
        std::vector<std::string> names;
        for (const CurveLayer& curve : curves) names.push_back(curve.name);
        CHECK(names == std::vector<std::string>{"1:256", "1:1", "LR", "256:1"});
        CHECK(curves[3].values.back().y == doctest::Approx(shown(v == 0 ? 2 : 3, 8)));
        CHECK(std::ranges::count(figure.rows, figure.panels[v].title, &FigureRow::panel) == 2 * 3 * 4 * 4);
    }
    for (const FigureRow& row : figure.rows) CHECK(row.panel == "Area share, " + row.variant);
    CHECK(figure.panels[1].cell.min.x == doctest::Approx(figure.panels[0].cell.max.x));
    CHECK(figure.panels[1].cell.max.y < figure.size.y);
}

TEST_CASE("the end of one variant: a mark a weight and read-out, in the weight's colour, with a bar") {
    Snapshot snapshot = swept();
    add_example_curves(snapshot, mlp, "ratio", [](int, double) { return 0.25; });
    FinalVariantOptions options;
    options.cell = {{0, 0}, {400, 300}};
    options.variant = 1;
    options.readouts = {"area", "ratio"};
    options.marked = 8;
    const PanelPicture panel = build_final_variant(snapshot, options);
    CHECK(panel.title == "dropout");
    CHECK(panel.x.low < -8);
    CHECK(panel.x.high > 8);
    std::vector<PointsLayer> marks;
    int at_focus = 0;
    for (const Layer& layer : panel.layers) {
        if (const auto* points = std::get_if<PointsLayer>(&layer)) marks.push_back(*points);
        if (const auto* mark = std::get_if<MarkLayer>(&layer)) at_focus += mark->x == 8 ? 1 : 0;
    }
    REQUIRE(marks.size() == 6);
    CHECK(curves_in(panel).size() == 2 + 3);  // seeds differ in the first read-out alone
    CHECK(at_focus == 1);
    CHECK(marks[0].points[0].y == doctest::Approx(shown(3, -8)));
    CHECK(marks[3].points[0].y == 0.25);
    CHECK(marks[0].mark.shape != marks[3].mark.shape);
    CHECK(marks[0].mark.color == marks[3].mark.color);
    CHECK(marks[0].mark.color != marks[2].mark.color);
    const std::vector<LegendEntry> legend = final_variant_legend(options.readouts, options.style);
    REQUIRE(legend.size() == 2);
    CHECK(legend[1].name == "Classification ratio");
    CHECK(std::get<Mark>(legend[1].mark).shape == marks[3].mark.shape);
    options.readouts = {"aria"};
    CHECK_THROWS_AS(build_final_variant(snapshot, options), Error);
    CHECK(build_final_variant(example_snapshot({{0, 0, 1}}), {options.style, options.cell, 0, {"area"}})
              .empty_note == "Values come with the first step.");
}

TEST_CASE("the end against the weight is drawn as it was") {
    RecordingCanvas canvas;
    draw(build(spec_of("final"), swept(), {}), canvas);
    CHECK(canvas.log() == golden("figure_final.txt", canvas.log()));
}

}  // namespace reweigh
