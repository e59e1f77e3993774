#include "core/figure/stage.h"

#include "core/figure/axis.h"
#include "core/figure/contour.h"
#include "core/figure/number_text.h"
#include "core/figure/replica_style.h"
#include "core/figure/stage_labels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace reweigh {
namespace {

constexpr std::string_view not_separable = "Not separable: no max-margin line.";

// One stage on its way: what the functions below add layers to.
struct Stage {
    const Snapshot& snapshot;
    const StageOptions& options;
    const Scene& scene;
    const Palette& colors;
    int focus;
    PanelPicture panel{};
    std::vector<std::vector<Vec2>> model_edge{};  // once it is a layer

    double unit() const { return options.style.unit(); }
    // 1 for the stage of a window, towards 0 in the cells of a grid.
    double size() const { return std::clamp(options.plot.width() / (676 * unit()), 0.0, 1.0); }
    double line_unit() const { return unit() * (0.5 + 0.5 * size()); }
    double point_radius() const { return unit() * (0.5 + 2.5 * size()); }
    bool has_point_casing() const { return size() > 0.35; }

    Stroke stroke(Color color, double width) const { return {color, width * line_unit(), {}}; }
    Stroke dashed(Color color, double width, double on, double off) const {
        return {color, width * line_unit(), {on * line_unit(), off * line_unit()}};
    }
    const View* view(ModelRole role) const { return stage_view(snapshot, role, options); }
};

bool is_linear(const ModelParams& model) { return std::holds_alternative<LogisticRegressionParams>(model); }

Rect world_of(const Scene* scene, const StageOptions& options) {
    if (options.world.width() > 0) return options.world;
    const Rect box = scene && scene->data ? scene->data->area_box : Rect{{-1, -1}, {1, 1}};
    return fit_aspect(box, options.plot.width() / options.plot.height());
}

int focus_in(const Scene& scene, const StageOptions& options) {
    return std::clamp(options.focus, 0, static_cast<int>(scene.setup.replicas.size()) - 1);
}

Mark class_mark(const Stage& stage, std::uint8_t label) {
    const bool positive = label == 1;
    Mark mark{positive ? MarkShape::Disc : MarkShape::Square,
              stage.point_radius(),
              positive ? stage.colors.positive : stage.colors.negative,
              {}};
    if (stage.has_point_casing()) mark.casing = stage.stroke(stage.colors.casing, 1.25);
    return mark;
}

void add_points(Stage& stage) {
    stage.panel.layers.push_back(DataLayer{{stage.scene.data, {class_mark(stage, 0), class_mark(stage, 1)}}});
}

bool is_soft(const Stage& stage) { return stage.scene.separator->kind == Separator::Kind::SoftMargin; }

Stroke separator_stroke(const Stage& stage) {
    return is_soft(stage) ? stage.dashed(stage.colors.muted, 2, 8, 5)
                          : stage.dashed(stage.colors.max_margin, 2.5, 2.5, 4);
}

Stroke augmented_stroke(const Stage& stage) { return stage.stroke(stage.colors.logistic, 1); }

// The line to which logistic regression tends, where it trains and where the eye can tell that line from the
// max-margin line: a hundredth of the picture apart.
std::optional<Line2> augmented_line(const Scene& scene, Rect world) {
    const bool has_linear =
        is_linear(scene.setup.model) || (scene.setup.companion && is_linear(*scene.setup.companion));
    if (!has_linear || !scene.separator || !scene.separator->augmented) return std::nullopt;
    const double visible = 0.01 * length(world.max - world.min);
    const std::vector<Vec2> edge = visible_edge(*scene.separator->augmented, world);
    const bool differs = std::ranges::any_of(
        edge, [&](Vec2 p) { return std::abs(scene.separator->line.signed_distance(p)) > visible; });
    return differs ? scene.separator->augmented : std::nullopt;
}

void add_separator(Stage& stage) {
    const Separator& separator = *stage.scene.separator;
    if (const auto line = augmented_line(stage.scene, world_of(&stage.scene, stage.options)))
        stage.panel.layers.push_back(LineLayer{*line, augmented_stroke(stage), {}});
    if (!is_soft(stage) && stage.options.layers.margins)
        for (const double side : {-1.0, 1.0}) {
            Line2 margin = separator.line;
            margin.offset += side * separator.half_margin;
            stage.panel.layers.push_back(
                LineLayer{margin, stage.dashed(stage.colors.max_margin, 1.25, 7, 5), {}});
        }
    stage.panel.layers.push_back(LineLayer{separator.line, separator_stroke(stage), {}});
}

void add_support_vectors(Stage& stage) {
    PointsLayer rings;
    rings.mark = {MarkShape::Ring, 2.5 * stage.point_radius(), stage.colors.max_margin,
                  stage.stroke(stage.colors.casing, 1.25)};
    for (const int i : stage.scene.separator->support_vectors)
        rings.points.push_back(stage.scene.data->point(i));
    stage.panel.layers.push_back(std::move(rings));
}

void add_model_edge(Stage& stage) {
    const View* view = stage.view(ModelRole::Model);
    if (!view) return;
    stage.model_edge = zero_contour(*view->logits);
    stage.panel.layers.push_back(ContourLayer{stage.model_edge, stage.stroke(stage.colors.text, 3),
                                              stage.stroke(stage.colors.casing, 5.5)});
}

void add_companion_edge(Stage& stage) {
    const View* view = stage.view(ModelRole::Companion);
    if (!view || !stage.scene.setup.companion) return;
    const Stroke stroke = stage.stroke(stage.colors.logistic, 2.5);
    const Stroke casing = stage.stroke(with_alpha(stage.colors.casing, 0.6), 4.5);
    if (!is_linear(*stage.scene.setup.companion))
        stage.panel.layers.push_back(ContourLayer{zero_contour(*view->logits), stroke, casing});
    else if (const auto line = zero_line(*view->logits))
        stage.panel.layers.push_back(LineLayer{*line, stroke, casing});
}

// "soft-margin SVM, C = 1000 (not separable)" stands whole in the legend.
std::string short_label(const Separator& separator) {
    return separator.label.substr(0, separator.label.find(','));
}

std::vector<LabelWish> label_wishes(const Stage& stage, Rect world) {
    const StageLayers& layers = stage.options.layers;
    const Setup& setup = stage.scene.setup;
    std::vector<LabelWish> wishes;
    if (layers.max_margin && stage.scene.separator)
        wishes.push_back({visible_edge(stage.scene.separator->line, world),
                          0.25,
                          {-78, 28},
                          short_label(*stage.scene.separator),
                          is_soft(stage) ? stage.colors.muted : stage.colors.max_margin});
    if (const View* view = stage.view(ModelRole::Companion); view && layers.companion_edge)
        if (const auto line = zero_line(*view->logits))
            wishes.push_back({visible_edge(*line, world),
                              0.16,
                              {38, -26},
                              model_name(setup, ModelRole::Companion),
                              stage.colors.logistic});
    if (layers.model_edge)
        wishes.push_back({visible_edge(stage.model_edge, world),
                          0.05,
                          {46, 0},
                          model_name(setup, ModelRole::Model),
                          stage.colors.text});
    return wishes;
}

void add_labels(Stage& stage) {
    const PanelPicture& panel = stage.panel;
    const PlotMap map(panel);
    auto wishes = label_wishes(stage, {{panel.x.low, panel.y.low}, {panel.x.high, panel.y.high}});
    for (LabelWish& wish : wishes) std::ranges::transform(wish.edge, wish.edge.begin(), map);
    std::vector<Vec2> points;
    if (stage.options.layers.points && stage.scene.data)
        for (std::int64_t i = 0; i < stage.scene.data->size(); ++i)
            points.push_back(map(stage.scene.data->point(i)));
    Rect room = panel.plot;  // without the ticks
    if (stage.options.ticks == Ticks::Inside) {
        room.min.x += 30 * stage.unit();
        room.max.y -= 24 * stage.unit();
    }
    for (PlacedLabel& label : place_labels(wishes, points, room, stage.options.style))
        stage.panel.layers.push_back(
            LabelLayer{map.inverse(label.at), label.shift, std::move(label.text), label.color});
}

// A parked replica shows its last finite state under a hatch.
void add_hatch(Stage& stage) {
    const Rect world{{stage.panel.x.low, stage.panel.y.low}, {stage.panel.x.high, stage.panel.y.high}};
    const Vec2 normal = (1 / length({1, 1})) * Vec2{1, -1};
    const double reach = (world.width() + world.height()) / 2, middle = dot(normal, world.center());
    constexpr int lines = 24;
    for (int i = -lines / 2; i <= lines / 2; ++i)
        stage.panel.layers.push_back(LineLayer{{normal, middle + i * 1.5 * reach / lines},
                                               stage.stroke(with_alpha(stage.colors.failed, 0.7), 1.25),
                                               {}});
}

std::string note_of(const Stage& stage, std::optional<std::int64_t> parked_at) {
    std::string note;
    if (stage.options.layers.max_margin && (!stage.scene.separator || is_soft(stage))) note = not_separable;
    if (parked_at)
        note += (note.empty() ? "" : " ") + std::string("Not finite: held at step ") +
                count_text(*parked_at) + ".";
    return note;
}

std::optional<std::int64_t> parked_at(const Stage& stage) {
    const auto focus = static_cast<std::size_t>(stage.focus);
    if (focus >= stage.snapshot.health.size()) return {};
    const auto parked = stage.snapshot.health[focus].parked_at;
    const std::int64_t shown = stage.options.step.value_or(stage.snapshot.step);
    return parked && *parked <= shown ? parked : std::nullopt;
}

void add_layers(Stage& stage) {
    const StageLayers& layers = stage.options.layers;
    const bool has_separator = stage.scene.separator.has_value();
    if (const View* view = stage.view(ModelRole::Model); view && layers.surface)
        stage.panel.layers.push_back(SurfaceLayer{view->logits});
    if (stage.scene.data && layers.points) add_points(stage);
    if (has_separator && layers.max_margin) add_separator(stage);
    if (layers.companion_edge) add_companion_edge(stage);
    if (layers.model_edge) add_model_edge(stage);
    if (has_separator && !is_soft(stage) && stage.scene.data && layers.support_vectors && layers.max_margin)
        add_support_vectors(stage);
    const auto parked = parked_at(stage);
    if (parked) add_hatch(stage);
    if (layers.labels) add_labels(stage);
    stage.panel.note = note_of(stage, parked);
}

}  // namespace

Rect fit_aspect(Rect box, double aspect) {
    const Vec2 half{std::max(box.width(), aspect * box.height()) / 2,
                    std::max(box.height(), box.width() / aspect) / 2};
    return {box.center() - half, box.center() + half};
}

std::vector<ViewRequest> stage_views(const Scene& scene, const StageOptions& options) {
    std::vector<ViewRequest> views;
    const Rect world = world_of(&scene, options);
    const int focus = focus_in(scene, options);
    if (options.layers.surface || options.layers.model_edge)
        views.push_back({ModelRole::Model, focus, options.step, world});
    if (options.layers.companion_edge && scene.setup.companion) {
        const int side = is_linear(*scene.setup.companion) ? 2 : 256;
        views.push_back({ModelRole::Companion, focus, options.step, world, side, side});
    }
    return views;
}

const View* stage_view(const Snapshot& snapshot, ModelRole role, const StageOptions& options) {
    if (!snapshot.scene) return nullptr;
    return find_view(snapshot, role, focus_in(*snapshot.scene, options), options.step,
                     world_of(snapshot.scene.get(), options));
}

PanelPicture build_stage(const Snapshot& snapshot, const StageOptions& options) {
    PanelPicture panel;
    const Rect world = world_of(snapshot.scene.get(), options);
    panel.cell = panel.plot = options.plot;
    panel.x = {world.min.x, world.max.x, AxisScale::Linear, "", options.ticks, ""};
    panel.y = {world.min.y, world.max.y, AxisScale::Linear, "", options.ticks, ""};
    if (!snapshot.scene) {
        panel.empty_note = "No data yet.";
        return panel;
    }
    const Scene& scene = *snapshot.scene;
    Stage stage{snapshot,        options, scene, palette(options.style.theme), focus_in(scene, options),
                std::move(panel)};
    add_layers(stage);
    return std::move(stage.panel);
}

std::vector<std::vector<Vec2>> model_edge(const PanelPicture& stage) {
    for (auto layer = stage.layers.rbegin(); layer != stage.layers.rend();
         ++layer)  // on top of a companion's
        if (const auto* edge = std::get_if<ContourLayer>(&*layer)) return edge->lines;
    return {};
}

std::vector<LegendEntry> stage_legend(const Scene& scene, const StageOptions& options) {
    const Palette& colors = palette(options.style.theme);
    const Snapshot nothing;
    const Stage stage{nothing, options, scene, colors, 0};
    const StageLayers& layers = options.layers;
    std::vector<LegendEntry> entries;
    if (layers.points) {
        entries.push_back({"+", class_mark(stage, 1)});
        entries.push_back({"\u2212", class_mark(stage, 0)});
    }
    if (layers.model_edge)
        entries.push_back({model_name(scene.setup, ModelRole::Model), stage.stroke(colors.text, 3)});
    if (layers.companion_edge && scene.setup.companion)
        entries.push_back(
            {model_name(scene.setup, ModelRole::Companion), stage.stroke(colors.logistic, 2.5)});
    if (layers.max_margin && scene.separator) {
        entries.push_back({scene.separator->label, separator_stroke(stage)});
        if (!is_soft(stage) && layers.margins)
            entries.push_back({"margin", stage.dashed(colors.max_margin, 1.25, 7, 5)});
        if (augmented_line(scene, world_of(&scene, options)))
            entries.push_back({"limit of LR: max margin of (x, 1)", augmented_stroke(stage)});
        if (!is_soft(stage) && layers.support_vectors)
            entries.push_back(
                {"support vector", Mark{MarkShape::Ring, 6 * stage.unit(), colors.max_margin, {}}});
    }
    if (layers.surface) entries.push_back({"p(+) from 0 to 1", SurfaceRamp{}});
    return entries;
}

}  // namespace reweigh
