#include "core/figure/axis.h"
#include "core/figure/build_parts.h"
#include "core/figure/final.h"
#include "core/figure/number_text.h"
#include "core/state/readout_kinds.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace reweigh {
namespace {

// A read-out of one variant against the weight, weights ascending.
struct Line {
    ModelRole role = ModelRole::Model;
    int variant = 0;
    std::vector<Vec2> mean;
    std::vector<double> deviation;  // empty: one seed
    bool operator==(const Line&) const = default;
};

std::vector<SeedGroup> by_weight(const Setup& setup, Band band) {
    std::vector<SeedGroup> groups = seed_groups(setup.replicas, band);
    std::ranges::stable_sort(groups, {}, &SeedGroup::weight);
    return groups;
}

// `variant`: nothing for a band over all of them.
Line line_of(const Snapshot& snapshot, ModelRole role, std::optional<int> variant, std::string_view readout) {
    Line line{role, variant.value_or(0), {}, {}};
    const auto curves = curves_of(snapshot, role, readout);
    for (const SeedGroup& group : by_weight(snapshot.scene->setup, variant ? Band::Seeds : Band::Variants)) {
        if (variant.value_or(group.variant) != group.variant) continue;
        const GroupStatistics values = statistics(snapshot, group, curves);
        line.mean.push_back({group.weight, values.mean.back()});
        const bool has_band = !values.deviation.empty() && group.replicas.size() > 1;
        if (has_band) line.deviation.push_back(values.deviation.back());
    }
    return line;
}

// A companion that has no hidden units is the same line under dropout and batch norm: it is drawn once.
bool is_drawn(const std::vector<Line>& lines, const Line& line) {
    return std::ranges::any_of(lines, [&](const Line& each) {
        return each.role == line.role && each.mean == line.mean && each.deviation == line.deviation;
    });
}

std::vector<std::optional<int>> variants_apart(const Setup& setup, Band band) {
    if (band == Band::Variants) return {std::nullopt};
    std::vector<std::optional<int>> variants;
    for (std::size_t v = 0; v < setup.variants.size(); ++v) variants.emplace_back(static_cast<int>(v));
    return variants;
}

std::vector<Line> lines_of(const Snapshot& snapshot, std::string_view readout, Band band) {
    const Setup& setup = snapshot.scene->setup;
    std::vector<Line> lines;
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion}) {
        if (role == ModelRole::Companion && !setup.companion) continue;
        for (const std::optional<int> variant : variants_apart(setup, band)) {
            Line line = line_of(snapshot, role, variant, readout);
            if (role == ModelRole::Model || !is_drawn(lines, line)) lines.push_back(std::move(line));
        }
    }
    return lines;
}

std::string name_of(const Setup& setup, const Line& line, Band band) {
    const std::string& variant = setup.variants[static_cast<std::size_t>(line.variant)];
    if (setup.variants.size() == 1 || band == Band::Variants) return model_name(setup, line.role);
    return line.role == ModelRole::Model ? variant : model_name(setup, line.role) + " " + variant;
}

double gutter_units(const Setup& setup, const std::vector<Line>& lines, Band band) {
    std::size_t longest = 4;
    for (const Line& line : lines)
        if (lines.size() > 1) longest = std::max(longest, name_of(setup, line, band).size());
    return 14 + 8 * static_cast<double>(longest);
}

Color color_of(const Line& line, const Palette& colors) {
    return line.role == ModelRole::Model ? variant_color(line.variant, colors) : colors.logistic;
}

void add_band(PanelPicture& panel, const Line& line, const Palette& colors) {
    if (line.deviation.size() != line.mean.size()) return;
    BandLayer band{{}, {}, {}, blend(color_of(line, colors), colors.plot, 0.18)};
    for (std::size_t i = 0; i < line.mean.size(); ++i) {
        band.x.push_back(line.mean[i].x);
        band.low.push_back(line.mean[i].y - line.deviation[i]);
        band.high.push_back(line.mean[i].y + line.deviation[i]);
    }
    panel.layers.push_back(std::move(band));
}

void add_curve(PanelPicture& panel, const std::string& name, const Line& line, const PanelStyle& style) {
    const Palette& colors = palette(style.theme);
    const Color color = color_of(line, colors);
    CurveLayer curve;
    curve.values = line.mean;
    curve.stroke = line.role == ModelRole::Model ? Stroke{color, 1.75 * style.unit(), {}}
                                                 : companion_stroke(colors, style.unit());
    curve.name = name;
    curve.name_color = color;
    panel.layers.push_back(std::move(curve));
    const MarkShape shape = line.variant % 2 == 0 ? MarkShape::Disc : MarkShape::Square;
    panel.layers.push_back(PointsLayer{line.mean, {shape, 2.75 * style.unit(), color, {}}});
}

// Every fourth power of two has a text, those between a small tick.
Axis weight_axis(const std::vector<Line>& lines) {
    Axis axis;
    axis.low = std::numeric_limits<double>::max();
    axis.high = std::numeric_limits<double>::lowest();
    for (const Line& line : lines)
        for (const Vec2& value : line.mean) {
            axis.low = std::min(axis.low, value.x);
            axis.high = std::max(axis.high, value.x);
        }
    if (axis.low == axis.high) --axis.low, ++axis.high;
    constexpr int largest = 8, labelled = 4, step = 2;
    for (int weight = -largest; weight <= largest; weight += step)
        if (weight >= axis.low && weight <= axis.high)
            axis.own_ticks.push_back(
                {static_cast<double>(weight), weight % labelled == 0 ? weight_label(weight) : ""});
    axis.label = "importance, + to \u2212";  // of weights in the loss and of sampling
    return axis;
}

Range value_range(const std::vector<Line>& lines, const ReadoutKind& kind) {
    Range range{kind.low, kind.high};
    for (const Line& line : lines)
        for (const Vec2& value : line.mean)
            range = {std::fmin(range.low, value.y), std::fmax(range.high, value.y)};
    if (!(range.high > range.low)) range.high = range.low + 1;
    const double step = nice_ceiling((range.high - range.low) / 5);
    const double low = std::floor(range.low / step) * step, high = std::ceil(range.high / step) * step;
    const double margin = 0.04 * (high - low);  // a line at an end of the range is not hidden by the frame
    return {low - margin, high + margin};
}

std::string moment_text(const Snapshot& snapshot) {
    const double epoch = static_cast<double>(snapshot.readout_steps[snapshot.readout_steps.size() - 1]) /
                         static_cast<double>(snapshot.steps_per_epoch);
    return ", epoch " + number_text(epoch, epoch == std::floor(epoch) ? 0 : 2);
}

}  // namespace

PanelPicture build_final(const Snapshot& snapshot, const FinalOptions& options) {
    const ReadoutKind& kind = readout_kind(options.readout);
    const PanelStyle& style = options.style;
    const Rect cell = options.cell;
    const Setup& setup = snapshot.scene->setup;
    PanelPicture panel;
    panel.cell = cell;
    panel.title = kind.label;
    const bool is_empty = snapshot.step == 0 || snapshot.readout_steps.empty();
    const std::vector<Line> lines =
        is_empty ? std::vector<Line>{} : lines_of(snapshot, options.readout, options.band);
    panel.plot = {
        cell.min + style.unit() * Vec2{40, 24},
        cell.max - style.unit() * Vec2{gutter_units(setup, lines, options.band), curves_foot(true)}};
    if (is_empty) {
        panel.empty_note = "Values come with the first step.";
        return panel;
    }
    panel.title += moment_text(snapshot);
    panel.x = weight_axis(lines);
    const Range range = value_range(lines, kind);
    panel.y.low = range.low;
    panel.y.high = range.high;
    panel.y.suffix = kind.unit == "deg" ? "\u00b0" : "";
    for (const Line& line : lines) add_band(panel, line, palette(style.theme));
    for (const Line& line : lines)  // one alone needs no name
        add_curve(panel, lines.size() > 1 ? name_of(setup, line, options.band) : "", line, style);
    return panel;
}

std::vector<ViewRequest> final_figure_views(const FigureSpec& spec, const Scene&, const FigureOptions&) {
    readout_kind(spec.y);
    return {};
}

Figure build_final_figure(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    Figure figure = begin_figure(spec, snapshot, options);
    const PanelStyle style = style_of(options);
    const double margin = figure_margin * style.unit();
    const double top = spec.title.empty() ? margin : title_height * style.unit();
    const double width = figure.size.x - 2 * margin, height = 0.75 * width;
    const Rect cell{{margin, top}, {margin + width, top + height}};
    figure.panels.push_back(build_final(snapshot, {style, cell, spec.y, spec.band}));
    add_model_legend(figure, snapshot.scene->setup, style, spec.band);
    append_final_rows(figure.rows, snapshot, spec.y, figure.panels.front().title, spec.band);
    end_figure(figure, cell.max.y);
    return figure;
}

}  // namespace reweigh
