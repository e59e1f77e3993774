#include "core/figure/curves.h"

#include "core/figure/axis.h"
#include "core/figure/curves_plot.h"
#include "core/figure/draw_parts.h"
#include "core/figure/edit_axis.h"
#include "core/figure/number_text.h"
#include "core/state/readout_kinds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace reweigh {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

// ---- what is plotted ----

bool is_hidden(const CurvesPlot& plot, const std::string& name) { return plot.options.hidden.contains(name); }

void collect(CurvesPlot& plot) {
    for (std::size_t i = 0; i < plot.snapshot.readout_steps.size(); ++i)
        plot.x.push_back(plot.options.x == CurvesX::Seconds
                             ? plot.snapshot.readout_seconds[i]
                             : curves_x(plot.snapshot, plot.options.x, plot.snapshot.readout_steps[i]));
    const auto model = curves_of(plot.snapshot, ModelRole::Model, plot.kind.key);
    const auto companion = curves_of(plot.snapshot, ModelRole::Companion, plot.kind.key);
    for (SeedGroup& group : seed_groups(plot.setup().replicas, plot.options.band)) {
        if (plot.options.variant.value_or(group.variant) != group.variant) continue;
        const bool focus = std::ranges::count(group.replicas, plot.focus) > 0;
        if (focus && !is_hidden(plot, model_name(plot.setup(), ModelRole::Companion)) &&
            companion[static_cast<std::size_t>(plot.focus)])
            plot.companion = PlotLine{group, statistics(plot.snapshot, group, companion), true};
        if (is_hidden(plot, model_name(plot.setup(), ModelRole::Model)) ||
            is_hidden(plot, plot.name_of(group)))
            continue;
        const GroupStatistics values = statistics(plot.snapshot, group, model);
        plot.lines.push_back({std::move(group), values, focus});
    }
    collect_ghosts(plot);
}

// ---- layers ----

Color line_color(const CurvesPlot& plot, const PlotLine& line) {
    return weight_line_color(line.group.weight, plot.colors);
}

std::vector<Vec2> points_of(const CurvesPlot& plot, const PlotLine& line) {
    std::vector<Vec2> points(plot.x.size());
    for (std::size_t i = 0; i < points.size(); ++i) points[i] = {plot.x[i], line.values.mean[i]};
    return points;
}

void add_band(CurvesPlot& plot, const PlotLine& line, Color color) {
    if (line.values.deviation.empty() || is_hidden(plot, "band")) return;
    BandLayer band{plot.x, line.values.mean, line.values.mean, blend(color, plot.colors.plot, 0.18)};
    for (std::size_t i = 0; i < plot.x.size(); ++i) {
        band.low[i] -= line.values.deviation[i];
        band.high[i] += line.values.deviation[i];
    }
    plot.panel.layers.push_back(std::move(band));
}

void add_curve(CurvesPlot& plot, const PlotLine& line) {
    CurveLayer curve;
    curve.values = points_of(plot, line);
    curve.stroke = {line_color(plot, line), (line.focus ? 2.75 : 1.25) * plot.unit(), {}};
    curve.name = plot.name_of(line.group);
    curve.name_color = weight_text_color(line.group.weight, plot.colors);
    curve.name_weight = line.focus ? FontWeight::SemiBold : FontWeight::Regular;
    curve.ends_in_cross = line.values.parked;
    plot.panel.layers.push_back(std::move(curve));
}

void add_companion(CurvesPlot& plot) {
    CurveLayer curve;
    curve.values = points_of(plot, *plot.companion);
    curve.stroke = companion_stroke(plot.colors, plot.unit());
    curve.name = model_name(plot.setup(), ModelRole::Companion);
    curve.name_color = plot.colors.logistic;
    curve.name_weight = FontWeight::SemiBold;
    plot.panel.layers.push_back(std::move(curve));
}

// A disc (+ favoured, or neutral) or a square (- favoured) where a line passes a power of ten.
void add_decade_markers(CurvesPlot& plot, const PlotLine& line) {
    if (plot.panel.x.scale != AxisScale::Log) return;
    const MarkShape shape = line.group.weight < 0 ? MarkShape::Square : MarkShape::Disc;
    PointsLayer markers{{}, {shape, (line.focus ? 3.25 : 2.25) * plot.unit(), line_color(plot, line), {}}};
    for (double x = 1; x <= plot.panel.x.high; x *= 10) {
        const auto at = std::ranges::find_if(plot.x, [&](double each) { return each >= x * (1 - 1e-9); });
        if (at == plot.x.end()) break;
        const auto i = static_cast<std::size_t>(at - plot.x.begin());
        if (*at < 1.3 * x && std::isfinite(line.values.mean[i]))
            markers.points.push_back({*at, line.values.mean[i]});
    }
    if (!markers.points.empty()) plot.panel.layers.push_back(std::move(markers));
}

void add_levels(CurvesPlot& plot) {
    for (const double level : look_of(plot.kind.key).levels)
        plot.panel.layers.push_back(LevelLayer{level, {plot.colors.border, plot.unit(), {}}});
    if (plot.kind.key == "margin")  // LR: 1 = max margin
        plot.panel.layers.push_back(LevelLayer{
            1, {plot.colors.max_margin, 1.5 * plot.unit(), {1.5 * plot.unit(), 2.5 * plot.unit()}}});
}

// ---- marks ----

void add_marks(CurvesPlot& plot) {
    constexpr double close = 18;  // units
    const AxisMap map(plot.panel.x, plot.panel.plot.min.x, plot.panel.plot.max.x);
    const auto variant = plot.setup().replicas[static_cast<std::size_t>(plot.focus)].variant;
    const Stroke stroke{plot.colors.accent, 1.5 * plot.unit(), {}};
    const auto place = [&](std::int64_t step) { return map(curves_x(plot.snapshot, plot.options.x, step)); };
    for (const EditMark& mark : merged(edit_marks(plot.snapshot, variant), close * plot.unit(), place))
        plot.panel.layers.push_back(MarkLayer{curves_x(plot.snapshot, plot.options.x, mark.step),
                                              plot.options.edit_labels ? mark.label : "", stroke, true});
}

void add_cursor(CurvesPlot& plot) {
    if (plot.options.cursor)
        plot.panel.layers.push_back(MarkLayer{curves_x(plot.snapshot, plot.options.x, *plot.options.cursor),
                                              "",
                                              {plot.colors.text, 1.25 * plot.unit(), {}},
                                              false});
}

// ---- words ----

void add_values(CurvesPlot& plot) {
    const auto index = plot.options.cursor ? readout_index(plot.snapshot, *plot.options.cursor)
                                           : std::optional(plot.x.size() - 1);
    if (!index) return;
    const auto add = [&](std::string name, const PlotLine& line, Color color) {
        const double value = line.values.mean[*index];
        const std::string text = number_text(value, plot.kind.decimals);
        plot.panel.values.push_back(
            {std::move(name), text + (std::isnan(value) ? "" : plot.suffix()), color});
    };
    for (const PlotLine& line : plot.lines)
        if (line.focus)
            add(model_name(plot.setup(), ModelRole::Model), line,
                weight_text_color(line.group.weight, plot.colors));
    if (plot.companion)
        add(model_name(plot.setup(), ModelRole::Companion), *plot.companion, plot.colors.logistic);
}

void add_caption(CurvesPlot& plot) {
    if (!plot.options.x_texts) return;
    const PlotMap map(plot.panel);
    std::size_t drawn = 0;
    for (const PlotLine& line : plot.lines)
        if (line.focus)
            for (const auto& run : reduce_to_columns(points_of(plot, line), map, plot.unit()))
                drawn += run.size();
    const auto count = [](std::size_t n) { return count_text(static_cast<std::int64_t>(n)); };
    plot.panel.captions.push_back(
        {"", count(drawn) + " of " + count(plot.x.size()) + " pt", plot.colors.muted});
}

// ---- boxes ----

double gutter_units(const Snapshot& snapshot, const CurvesOptions& options) {
    std::size_t longest = 4;
    if (snapshot.scene && !options.variant && options.band == Band::Seeds)
        for (const auto& [variant, weight, seed] : snapshot.scene->setup.replicas)
            longest = std::max(longest, line_name(snapshot.scene->setup, variant, weight).size());
    return std::max(48.0, 14 + 7.2 * static_cast<double>(longest));
}

Rect plot_box(const Snapshot& snapshot, const CurvesOptions& options) {
    const double unit = options.style.unit();
    const Vec2 min = options.cell.min + unit * Vec2{40, 24};
    return {min,
            options.cell.max - unit * Vec2{gutter_units(snapshot, options), curves_foot(options.x_texts)}};
}

// Read-outs against a soft-margin line say so. SCIENCE.md 1.3.
std::string title_of(const Snapshot& snapshot, const ReadoutKind& kind) {
    const Scene* scene = snapshot.scene.get();
    const bool soft = scene && scene->separator && scene->separator->kind == Separator::Kind::SoftMargin;
    if (soft && kind.key == "offset") return "Offset, soft margin";
    if (soft && kind.key == "angle") return "Angle to soft margin";
    if (soft && kind.key == "margin") return "Normalised soft margin";
    return std::string(kind.label);
}

void add_layers(CurvesPlot& plot) {
    for (const bool focus : {false, true})
        for (const PlotLine& line : plot.lines)
            if (line.focus == focus) add_band(plot, line, line_color(plot, line));
    if (plot.companion) add_band(plot, *plot.companion, plot.colors.logistic);
    add_levels(plot);
    add_marks(plot);
    add_ghosts(plot);
    for (const PlotLine& line : plot.lines)
        if (!line.focus) {
            add_curve(plot, line);
            add_decade_markers(plot, line);
        }
    if (plot.companion) add_companion(plot);
    for (const PlotLine& line : plot.lines)
        if (line.focus) {
            add_curve(plot, line);
            add_decade_markers(plot, line);
        }
    add_cursor(plot);
}

}  // namespace

double curves_foot(bool x_texts) { return x_texts ? 42 : 8; }

double curves_x(const Snapshot& snapshot, CurvesX x, std::int64_t step) {
    const double epoch = static_cast<double>(step) / static_cast<double>(snapshot.steps_per_epoch);
    switch (x) {
        case CurvesX::Step:
            return static_cast<double>(step);
        case CurvesX::Seconds: {
            const auto index = readout_index(snapshot, step);
            return index ? snapshot.readout_seconds[*index] : no_value;
        }
        case CurvesX::LogFromEdit:
            return EditAxis(snapshot).place(epoch);
        case CurvesX::EpochLog:
        case CurvesX::Epoch:
            break;
    }
    return epoch;
}

std::int64_t curves_step(const Snapshot& snapshot, CurvesX x, double place) {
    const double per_epoch = static_cast<double>(snapshot.steps_per_epoch);
    double step = place * per_epoch;
    if (x == CurvesX::Step) step = place;
    if (x == CurvesX::LogFromEdit) step = EditAxis(snapshot).epoch(place) * per_epoch;
    if (x == CurvesX::Seconds) {
        std::size_t last = 0;
        while (last + 1 < snapshot.readout_steps.size() && snapshot.readout_seconds[last + 1] <= place)
            ++last;
        step = snapshot.readout_steps.empty() ? 0 : static_cast<double>(snapshot.readout_steps[last]);
    }
    return std::clamp<std::int64_t>(std::llround(step), 0, snapshot.step);
}

PanelPicture build_curves(const Snapshot& snapshot, const CurvesOptions& options) {
    const int last = snapshot.scene ? static_cast<int>(snapshot.scene->setup.replicas.size()) - 1 : 0;
    CurvesPlot plot{snapshot, options, readout_kind(options.readout), palette(options.style.theme),
                    std::clamp(options.focus, 0, std::max(0, last))};
    plot.panel.cell = options.cell;
    plot.panel.plot = plot_box(snapshot, options);
    plot.panel.title = title_of(snapshot, plot.kind);
    if (snapshot.scene) collect(plot);
    set_axes(plot);
    if (!snapshot.scene || snapshot.step == 0 || plot.x.empty()) {
        plot.panel.empty_note = "Curves begin with the first step.";
        return std::move(plot.panel);
    }
    add_layers(plot);
    add_values(plot);
    add_caption(plot);
    return std::move(plot.panel);
}

}  // namespace reweigh
