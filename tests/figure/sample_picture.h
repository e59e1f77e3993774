#pragma once

#include "core/base/grid.h"
#include "core/figure/canvas.h"
#include "core/figure/palette.h"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace reweigh::testing {

inline constexpr Vec2 sample_size{180, 140};
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

}  // namespace reweigh::testing
