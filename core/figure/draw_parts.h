#pragma once

#include "core/figure/axis.h"
#include "core/figure/figure.h"

#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// What every part of a drawing needs. Lives as long as one call of draw().
struct Pen {
    Canvas& canvas;
    const PanelStyle& style;
    const Palette& colors;

    Pen(Canvas& on, const PanelStyle& with) : canvas(on), style(with), colors(palette(with.theme)) {}
    double unit() const { return style.unit(); }
    TextStyle small_text(Color color, Align align = Align::Left) const {
        return {style.font_size, color, align, FontWeight::Regular};
    }
    TextStyle title_text(Align align = Align::Left) const {
        return {15 * unit(), colors.text, align, FontWeight::SemiBold};
    }
    double width(std::string_view text, const TextStyle& as) const { return canvas.text_extent(text, as).x; }
};

constexpr double note_share = 0.9, note_row = 16;  // a figure's note: text size over font size; units a line

// An entry of a legend: mark, gap, name, gap. Units.
constexpr double legend_mark_width = 26, legend_mark_gap = 7, legend_entry_gap = 20;
double legend_mark_units(const LegendEntry& entry);

// The baseline of a text whose digits stand centred on `y`.
inline double centered_baseline(double y, double size) { return y + 0.36 * size; }

void draw_layer(const Layer& layer, const PanelPicture& panel, const Pen& pen);
// Flags and labels of the panel's marks: in the plot's top rows, a row lower where two would touch.
void draw_mark_labels(const PanelPicture& panel, const Pen& pen);

void draw_grid_lines(const PanelPicture& panel, const Pen& pen);
void draw_ticks(const PanelPicture& panel, const Pen& pen);
void draw_title_row(const PanelPicture& panel, const Pen& pen);
void draw_captions(const PanelPicture& panel, const Pen& pen);
// Names of curves in the right gutter, at least a line apart, with leaders from the curves' ends.
void draw_curve_names(const PanelPicture& panel, const Pen& pen);

// Places as near as can be to the wanted ones, in their order, at least `apart` apart, within [low, high].
// `wanted` ascends; (size - 1) * apart <= high - low.
std::vector<double> spread_apart(const std::vector<double>& wanted, double apart, double low, double high);

// The runs of a curve between its NaNs, in points, reduced to at most first, lowest, highest and last value
// per column of `column` points. values[i].x ascends.
std::vector<std::vector<Vec2>> reduce_to_columns(const std::vector<Vec2>& values, const PlotMap& map,
                                                 double column);

// A text in lines of at most `width` points, broken at spaces.
std::vector<std::string> wrapped(std::string_view text, double width, const TextStyle& style,
                                 const Canvas& canvas);

}  // namespace reweigh
