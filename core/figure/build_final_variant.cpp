#include "core/figure/curves_parts.h"
#include "core/figure/final.h"
#include "core/figure/final_parts.h"

#include <algorithm>
#include <array>

namespace reweigh {
namespace {

constexpr std::array shapes{MarkShape::Disc, MarkShape::Square, MarkShape::Ring};

Mark mark_of(std::size_t readout, Color color, const PanelStyle& style) {
    return {shapes[readout % shapes.size()], 4 * style.unit(), color, {}};
}

Range first_range(const std::vector<std::string>& readouts) {
    Range range{0, 0};
    for (const std::string& readout : readouts) {
        const ReadoutKind& kind = readout_kind(readout);
        range = {std::min(range.low, kind.low), std::max(range.high, kind.high)};
    }
    return range;
}

CurveLayer nameless(std::vector<Vec2> values, const Stroke& stroke) {
    CurveLayer curve;
    curve.values = std::move(values);
    curve.stroke = stroke;
    return curve;
}

std::vector<Vec2> shifted(std::vector<Vec2> line, double beside) {
    for (Vec2& at : line) at.x += beside;
    return line;
}

// How far the lines stand beside each other, so that their bars do not hide each other, in weights.
double step_beside(const PanelPicture& panel, std::size_t weights, const PanelStyle& style) {
    const double most = 7 * style.unit(), between = panel.plot.width() / static_cast<double>(weights);
    return std::min(most, 0.2 * between) / panel.plot.width() * (panel.x.high - panel.x.low);
}

// Room for whole marks at the ends.
void leave_margins(PanelPicture& panel, const PanelStyle& style) {
    const double width = panel.plot.width(), side = std::min(15 * style.unit(), 0.1 * width);
    const double margin = side / (width - 2 * side) * (panel.x.high - panel.x.low);
    panel.x.low -= margin;
    panel.x.high += margin;
}

// What joins the marks, and the deviation at each of them.
void add_line(PanelPicture& panel, const FinalLine& line, double beside, const PanelStyle& style) {
    const Palette& colors = palette(style.theme);
    panel.layers.push_back(nameless(shifted(line.mean, beside), {colors.muted, style.unit(), {}}));
    if (line.deviation.size() != line.mean.size()) return;
    for (std::size_t i = 0; i < line.mean.size(); ++i) {
        const auto [weight, mean] = line.mean[i];
        const double deviation = line.deviation[i];
        if (!(deviation > 0)) continue;
        panel.layers.push_back(
            nameless({{weight + beside, mean - deviation}, {weight + beside, mean + deviation}},
                     {weight_line_color(weight, colors), 1.75 * style.unit(), {}}));
    }
}

void add_marks(PanelPicture& panel, const FinalLine& line, std::size_t readout, double beside,
               const PanelStyle& style) {
    const Palette& colors = palette(style.theme);
    for (const Vec2& value : line.mean)
        panel.layers.push_back(PointsLayer{{value + Vec2{beside, 0}},
                                           mark_of(readout, weight_line_color(value.x, colors), style)});
}

}  // namespace

PanelPicture build_final_variant(const Snapshot& snapshot, const FinalVariantOptions& options) {
    const PanelStyle& style = options.style;
    const Setup& setup = snapshot.scene->setup;
    PanelPicture panel;
    panel.cell = options.cell;
    panel.plot = {options.cell.min + style.unit() * Vec2{40, 24},
                  options.cell.max - style.unit() * Vec2{12, curves_foot(true)}};
    panel.title = setup.variants[static_cast<std::size_t>(options.variant)];
    panel.x = weight_axis(setup);
    leave_margins(panel, style);
    std::vector<FinalLine> lines;
    if (has_final_values(snapshot))
        for (const std::string& readout : options.readouts)
            lines.push_back(final_line(snapshot, ModelRole::Model, options.variant, readout));
    set_final_range(panel.y, lines, first_range(options.readouts));
    if (lines.empty()) {
        panel.empty_note = "Values come with the first step.";
        return panel;
    }
    if (options.marked)
        panel.layers.push_back(
            MarkLayer{*options.marked, "", {palette(style.theme).accent, style.unit(), {}}, false});
    const double step = step_beside(panel, lines.front().mean.size(), style);
    const auto beside = [&](std::size_t i) {
        return step * (static_cast<double>(i) - 0.5 * (static_cast<double>(lines.size()) - 1));
    };
    for (std::size_t i = 0; i < lines.size(); ++i) add_line(panel, lines[i], beside(i), style);
    for (std::size_t i = 0; i < lines.size(); ++i) add_marks(panel, lines[i], i, beside(i), style);
    return panel;
}

std::vector<LegendEntry> final_variant_legend(const std::vector<std::string>& readouts,
                                              const PanelStyle& style) {
    std::vector<LegendEntry> legend;
    for (std::size_t i = 0; i < readouts.size(); ++i)
        legend.push_back(
            {std::string(readout_kind(readouts[i]).label), mark_of(i, palette(style.theme).text, style)});
    return legend;
}

}  // namespace reweigh
