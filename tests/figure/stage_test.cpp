#include "core/figure/stage.h"

#include "core/figure/replica_style.h"
#include "core/figure/stage_labels.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace reweigh {
namespace {

template <class L>
std::vector<L> layers_of(const PanelPicture& panel) {
    std::vector<L> found;
    for (const Layer& layer : panel.layers)
        if (const L* one = std::get_if<L>(&layer)) found.push_back(*one);
    return found;
}

StageOptions options() {
    StageOptions result;
    result.plot = {{22, 88}, {698, 764}};
    return result;
}

// A logit of x + y - 0.5: the edge lies at offset sqrt(1/8); LR's at twice that.
double logit(const ViewRequest& request, Vec2 p) {
    return p.x + p.y - (request.role == ModelRole::Model ? 0.5 : 1.0);
}

Snapshot trained() {
    Snapshot snapshot = example_snapshot({{0, -4, 1}});
    snapshot.step = 20;
    answer_views(snapshot, stage_views(*snapshot.scene, options()), logit);
    return snapshot;
}

}  // namespace

TEST_CASE("a stage asks for the model's grid and two by two of a linear companion") {
    const Snapshot snapshot = example_snapshot({{0, -4, 1}});
    const auto views = stage_views(*snapshot.scene, options());
    REQUIRE(views.size() == 2);
    CHECK(views[0].role == ModelRole::Model);
    CHECK(views[0].width == 256);
    CHECK(views[0].world == Rect{{-1.8, -1.8}, {1.8, 1.8}});
    CHECK(views[1].role == ModelRole::Companion);
    CHECK(views[1].width == 2);
}

TEST_CASE("a stage has surface, points, margins, max margin, LR, MLP edge, rings and labels in this order") {
    const PanelPicture panel = build_stage(trained(), options());
    std::vector<std::size_t> kinds;
    for (const Layer& layer : panel.layers)
        if (kinds.empty() || kinds.back() != layer.index()) kinds.push_back(layer.index());
    const Layer surface = SurfaceLayer{}, data = DataLayer{}, points = PointsLayer{}, line = LineLayer{},
                contour = ContourLayer{}, label = LabelLayer{};
    CHECK(kinds == std::vector<std::size_t>{surface.index(), data.index(), line.index(), contour.index(),
                                            points.index(), label.index()});
    CHECK(panel.note.empty());
}

TEST_CASE("positive points are discs, negative ones squares, support vectors rings") {
    const PanelPicture stage = build_stage(trained(), options());
    const auto data = layers_of<DataLayer>(stage);
    REQUIRE(data.size() == 1);
    CHECK(data[0].cloud.data->size() == 8);
    CHECK(data[0].cloud.marks[0].shape == MarkShape::Square);
    CHECK(data[0].cloud.marks[1].shape == MarkShape::Disc);
    const auto rings = layers_of<PointsLayer>(stage);
    REQUIRE(rings.size() == 1);
    CHECK(rings[0].mark.shape == MarkShape::Ring);
    CHECK(rings[0].points == std::vector<Vec2>{{0.5, 0.5}, {-0.5, -0.5}});
}

TEST_CASE("the LR line is read off its grid, the max-margin line is dotted between dashed margins") {
    const auto lines = layers_of<LineLayer>(build_stage(trained(), options()));
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].line.offset == doctest::Approx(-std::sqrt(0.5)));
    CHECK(lines[1].line.offset == doctest::Approx(std::sqrt(0.5)));
    CHECK(lines[2].line.offset == 0);
    CHECK(lines[2].stroke.dash[0] == doctest::Approx(lines[2].stroke.width));  // dots
    CHECK(lines[3].line.offset == doctest::Approx(std::sqrt(0.5)).epsilon(1e-6));
    CHECK(lines[3].line.normal.x == doctest::Approx(std::sqrt(0.5)).epsilon(1e-6));
    CHECK(lines[3].stroke.dash.empty());
    CHECK(lines[3].stroke.color == palette(Theme::Light).logistic);
}

TEST_CASE("labels name what they touch") {
    const auto labels = layers_of<LabelLayer>(build_stage(trained(), options()));
    REQUIRE(labels.size() == 3);
    CHECK(labels[0].text == "max margin");
    CHECK(labels[0].at.x + labels[0].at.y == doctest::Approx(0));
    CHECK(labels[1].text == "LR");
    CHECK(labels[1].at.x + labels[1].at.y == doctest::Approx(1));
    CHECK(labels[2].text == "MLP");
    CHECK(labels[2].at.x + labels[2].at.y == doctest::Approx(0.5));
}

TEST_CASE("data that no line separates have a labelled grey line and a note") {
    Snapshot snapshot = trained();
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->separator->kind = Separator::Kind::SoftMargin;
    scene->separator->label = "soft-margin SVM, C = 1000 (not separable)";
    snapshot.scene = scene;
    const PanelPicture panel = build_stage(snapshot, options());
    CHECK(panel.note == "Not separable: no max-margin line.");
    const auto lines = layers_of<LineLayer>(panel);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].stroke.color == palette(Theme::Light).muted);
    CHECK(layers_of<LabelLayer>(panel)[0].text == "soft-margin SVM");
    const auto legend = stage_legend(*scene, options());
    CHECK(std::ranges::count(legend, scene->separator->label, &LegendEntry::name) == 1);
    CHECK(std::ranges::count(legend, "support vector", &LegendEntry::name) == 0);
    scene = std::make_shared<Scene>(*scene);
    scene->separator.reset();
    snapshot.scene = scene;
    CHECK(build_stage(snapshot, options()).note == "Not separable: no max-margin line.");
}

TEST_CASE("names cover neither each other nor the points, and stay inside the plot") {
    LabelWish first{{}, 0.5, {46, 0}, "MLP", {}}, second = first, third = first;
    for (int i = 0; i <= 100; ++i) {
        first.edge.push_back({300, 3.0 * i});
        second.edge.push_back({304, 3.0 * i});
        third.edge.push_back({2, 3.0 * i});
    }
    third.shift = {-60, 0};
    std::vector<Vec2> points;
    for (int i = 0; i < 40; ++i) points.push_back({330 + i % 8 * 4.0, 130.0 + i});
    const Rect plot{{0, 0}, {400, 300}};
    std::vector<Rect> boxes;
    const Vec2 half{19, 10};
    for (const PlacedLabel& label : place_labels({first, second, third}, points, plot, {}))
        boxes.push_back({label.at + label.shift - half, label.at + label.shift + half});
    REQUIRE(boxes.size() == 3);
    for (const Rect& box : boxes) {
        CHECK(plot.contains(box.min));
        CHECK(plot.contains(box.max));
        CHECK(std::ranges::none_of(points, [&](Vec2 p) { return box.contains(p); }));
        const auto touching = std::ranges::count_if(boxes, [&](const Rect& other) {
            return box.min.x < other.max.x && other.min.x < box.max.x && box.min.y < other.max.y &&
                   other.min.y < box.max.y;
        });
        CHECK(touching == 1);  // itself
    }
}

TEST_CASE("a view of the shown rectangle is taken before another of the same replica") {
    Snapshot snapshot = example_snapshot({{0, -4, 1}});
    StageOptions zoomed = options();
    zoomed.world = {{-0.5, -0.5}, {0.5, 0.5}};
    answer_views(snapshot, stage_views(*snapshot.scene, options()), logit);
    CHECK(stage_view(snapshot, ModelRole::Model, zoomed)->request.world == Rect{{-1.8, -1.8}, {1.8, 1.8}});
    answer_views(snapshot, stage_views(*snapshot.scene, zoomed), logit);
    CHECK(stage_view(snapshot, ModelRole::Model, zoomed)->request.world == zoomed.world);
    CHECK(stage_view({}, ModelRole::Model, zoomed) == nullptr);
}

TEST_CASE("before any view a stage shows data and separator; without a run it says so") {
    const PanelPicture ready = build_stage(example_snapshot({{0, 0, 1}}), options());
    CHECK(layers_of<SurfaceLayer>(ready).empty());
    CHECK(layers_of<DataLayer>(ready).size() == 1);
    CHECK(layers_of<PointsLayer>(ready).size() == 1);
    const PanelPicture nothing = build_stage({}, options());
    CHECK(nothing.layers.empty());
    CHECK_FALSE(nothing.empty_note.empty());
}

TEST_CASE("an LR without a direction yet has no line") {
    Snapshot snapshot = example_snapshot({{0, 0, 1}});
    answer_views(snapshot, stage_views(*snapshot.scene, options()),
                 [](const ViewRequest&, Vec2) { return 0.0; });
    CHECK(layers_of<LineLayer>(build_stage(snapshot, options())).size() == 3);
    CHECK_FALSE(zero_line({2, 2, {{0, 0}, {1, 1}}, {0, 0, 0, 0}}));
}

TEST_CASE("layers can be left out") {
    StageOptions bare = options();
    bare.layers = {.surface = true,
                   .points = false,
                   .model_edge = false,
                   .companion_edge = false,
                   .max_margin = false,
                   .margins = false,
                   .support_vectors = false,
                   .labels = false};
    CHECK(build_stage(trained(), bare).layers.size() == 1);
    CHECK(stage_views(*trained().scene, bare).size() == 1);
}

TEST_CASE("a parked replica is hatched and says so") {
    Snapshot snapshot = trained();
    snapshot.health[0].parked_at = 12;
    const PanelPicture panel = build_stage(snapshot, options());
    CHECK(panel.note == "Not finite: held at step 12.");
    CHECK(layers_of<LineLayer>(panel).size() > 20);
}

TEST_CASE("a stage keeps the data's aspect") {
    CHECK(fit_aspect({{0, 0}, {2, 2}}, 2) == Rect{{-1, 0}, {3, 2}});
    CHECK(fit_aspect({{0, 0}, {4, 1}}, 1) == Rect{{0, -1.5}, {4, 2.5}});
}

TEST_CASE("a stage's legend names each kind of mark once") {
    std::vector<std::string> names;
    for (const LegendEntry& entry : stage_legend(*trained().scene, options())) names.push_back(entry.name);
    CHECK(names == std::vector<std::string>{"+", "\u2212", "MLP", "LR", "max margin", "margin",
                                            "support vector", "p(+) from 0 to 1"});
}

TEST_CASE("the limit of LR is a thin line where it differs from the max margin, and in the legend") {
    const auto limit = [](const Line2& line, const ModelParams& companion, Rect world = {}) {
        Snapshot snapshot = trained();
        auto scene = std::make_shared<Scene>(*snapshot.scene);
        scene->separator->augmented = line;
        scene->setup.companion = companion;
        snapshot.scene = scene;
        StageOptions shown = options();
        shown.world = world;
        const auto lines = layers_of<LineLayer>(build_stage(snapshot, shown));
        const auto found = std::ranges::find_if(lines, [&](const LineLayer& layer) {
            return layer.line.normal == line.normal && layer.line.offset == line.offset &&
                   layer.stroke.dash.empty() && !layer.casing;
        });
        const auto legend = stage_legend(*scene, shown);
        CHECK((found != lines.end()) == std::ranges::any_of(legend, [](const LegendEntry& entry) {
                  return entry.name == "limit of LR: max margin of (x, 1)";
              }));
        return found == lines.end() ? 0.0 : found->stroke.width;
    };
    const double half = std::sqrt(0.5);
    const Line2 tilted{{0.8, 0.6}, 0.1}, same{{half, half}, 0.02}, outside{{half, half}, 9};
    const double width = limit(tilted, LogisticRegressionParams{});
    CHECK(width > 0);
    CHECK(width < 1.5);
    CHECK(limit(tilted, MlpParams{}) == 0);
    CHECK(limit(same, LogisticRegressionParams{}) == 0);
    CHECK(limit(same, LogisticRegressionParams{}, {{-0.2, -0.2}, {0.2, 0.2}}) > 0);  // seen from near
    CHECK(limit(outside, LogisticRegressionParams{}) == 0);
}

}  // namespace reweigh
