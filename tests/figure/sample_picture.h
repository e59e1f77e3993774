#pragma once

#include "core/base/grid.h"
#include "core/figure/contour.h"
#include "core/figure/figure.h"
#include "core/figure/palette.h"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace reweigh::testing {

inline constexpr Vec2 sample_size{180, 144};
inline constexpr Rect sample_plot{{12, 20}, {112, 120}};

// Logits that bend, on size x size cells.
inline std::shared_ptr<const Grid<float>> sample_logits(int size) {
    auto grid = std::make_shared<Grid<float>>();
    grid->width = grid->height = size;
    grid->world = {{-1.8, -1.8}, {1.8, 1.8}};
    for (int row = 0; row < size; ++row)
        for (int column = 0; column < size; ++column) {
            const Vec2 at = grid->cell_center(column, row);
            grid->values.push_back(static_cast<float>(2 * (at.x + at.y + 0.4 * std::sin(3 * at.x))));
        }
    return grid;
}

inline void fill_rect(Canvas& canvas, Rect rect, Color color) {
    const std::vector<Vec2> corners{rect.min, {rect.max.x, rect.min.y}, rect.max, {rect.min.x, rect.max.y}};
    canvas.fill(corners, color);
}

// Every verb once at least: ground, surface, clipped lines of all kinds, marks, texts of both weights.
inline void paint_sample(Canvas& canvas, Theme theme) {
    const Palette& colors = palette(theme);
    fill_rect(canvas, {{0, 0}, sample_size}, colors.panel);
    canvas.surface({sample_logits(64), colors.surface}, sample_plot);
    canvas.push_clip(sample_plot);
    const std::vector<Vec2> edge{{0, 30}, {60, 70}, {130, 130}}, across{{10, 10}, {120, 130}};
    canvas.line(edge, {colors.casing, 4, {}});
    canvas.line(edge, {colors.text, 2, {}});
    canvas.line(across, {colors.max_margin, 1.5, {1.5, 2.5}});
    for (double x = 70; x < 110; x += 9) {
        canvas.disc({x, 45}, 2.5, colors.casing);
        canvas.disc({x, 45}, 2, colors.positive);
        fill_rect(canvas, {{x - 40, 100}, {x - 36, 104}}, colors.negative);
    }
    canvas.pop_clip();
    const TextStyle words{.size = 8, .color = colors.text};
    canvas.text({12, 14}, "Offset, epoch 1,204", {10, colors.text, Align::Left, FontWeight::SemiBold});
    canvas.text({175, 60}, "\u22120.75\u00b0", {8, colors.logistic, Align::Right});
    canvas.text({62, 132}, "1:16 (256:1)", {8, colors.muted, Align::Center});
    canvas.text({118, 90}, "max margin", words);
}

inline PanelPicture sample_stage(const Palette& colors, const PointsLayer& points) {
    PanelPicture stage;
    stage.cell = {{4, 20}, {92, 116}};
    stage.plot = {{20, 34}, {84, 98}};
    stage.x.low = stage.y.low = -1.8;
    stage.x.high = stage.y.high = 1.8;
    stage.title = "1:16";
    stage.layers = {SurfaceLayer{sample_logits(64)},
                    ContourLayer{zero_contour(*sample_logits(64)), {colors.text, 1.5, {}}, {}}, points};
    return stage;
}

inline PanelPicture sample_curve(const Palette& colors) {
    CurveLayer curve;
    curve.values = {{1, 0.55}, {10, 0.27}, {100, 0.1}, {1000, 0.05}};
    curve.stroke = {colors.negative, 1.5, {}};
    curve.name = "1:16";
    curve.name_color = colors.negative;
    PanelPicture panel;
    panel.cell = {{92, 20}, {178, 116}};
    panel.plot = {{108, 34}, {146, 98}};
    panel.x = {1, 1000, AxisScale::Log, "epoch", Ticks::Texts, ""};
    panel.y = {0, 0.6, AxisScale::Linear, "", Ticks::Texts, ""};
    panel.title = "Offset";
    panel.layers = {curve};
    return panel;
}

// A stage beside a curve, with words, numbers and a recipe.
inline Figure sample_figure(Theme theme = Theme::Light) {
    const Palette& colors = palette(theme);
    PointsLayer points;
    points.points = {{0.5, 0.6}, {0.9, 0.2}, {1.2, 0.9}};
    points.mark.color = colors.positive;
    Figure figure;
    figure.size = sample_size;
    figure.theme = theme;
    figure.title = "Weights fade";
    figure.note = "reduction R0";
    figure.panels = {sample_stage(colors, points), sample_curve(colors)};
    figure.legend = {{"+", points.mark}};
    figure.rows = {{"offset", "mlp", "plain", -4, "1", 1280, 10, "offset", 0.27},
                   {"offset", "mlp", "plain", -4, "1", 12800, 100, "offset", 0.1}};
    figure.description = "Epoch 1,000: MLP edge 0.05 towards +.";
    figure.recipe = R"({"experiment":"boundary/fig1","edits":[]})";
    figure.facts = {{"experiment", "boundary/fig1"}, {"seed", "1"}};
    return figure;
}

}  // namespace reweigh::testing
