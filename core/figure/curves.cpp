#include "core/figure/curves.h"

#include "core/figure/axis.h"
#include "core/figure/curves_parts.h"
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

// Decimals of a value in the title row, and the levels that the eye compares with.
struct ReadoutLook {
    std::string_view key;
    int decimals;
    std::vector<double> levels{};
};
const ReadoutLook& look_of(std::string_view key) {
    static const std::array looks{
        ReadoutLook{"area", 3},      ReadoutLook{"ratio", 3},       ReadoutLook{"offset", 3, {0}},
        ReadoutLook{"angle", 1},     ReadoutLook{"margin", 2, {0}}, ReadoutLook{"errors", 0},
        ReadoutLook{"loss", 3},      ReadoutLook{"objective", 3},   ReadoutLook{"norm", 1},
        ReadoutLook{"crossings", 0},
    };
    static const ReadoutLook other{"", 3};
    const auto found = std::ranges::find(looks, key, &ReadoutLook::key);
    return found == looks.end() ? other : *found;
}

struct Line {  // one series of a plot
    SeedGroup group;
    GroupStatistics values;
    bool focus = false;
};

// One plot on its way.
struct Plot {
    const Snapshot& snapshot;
    const CurvesOptions& options;
    const ReadoutKind& kind;
    const Palette& colors;
    int focus;
    std::vector<double> x{};  // per read-out
    std::vector<Line> lines{};
    std::optional<Line> companion{};
    PanelPicture panel{};

    const Setup& setup() const { return snapshot.scene->setup; }
    double unit() const { return options.style.unit(); }
    std::string name_of(const SeedGroup& group) const {
        return options.variant ? weight_label(group.weight) : line_name(setup(), group.variant, group.weight);
    }
    std::string suffix() const { return kind.unit == "deg" ? "\u00b0" : ""; }
};

// ---- what is plotted ----

bool is_hidden(const Plot& plot, const std::string& name) { return plot.options.hidden.contains(name); }

void collect(Plot& plot) {
    for (std::size_t i = 0; i < plot.snapshot.readout_steps.size(); ++i)
        plot.x.push_back(plot.options.x == CurvesX::Seconds
                             ? plot.snapshot.readout_seconds[i]
                             : curves_x(plot.snapshot, plot.options.x, plot.snapshot.readout_steps[i]));
    const auto model = curves_of(plot.snapshot, ModelRole::Model, plot.kind.key);
    const auto companion = curves_of(plot.snapshot, ModelRole::Companion, plot.kind.key);
    for (SeedGroup& group : seed_groups(plot.setup().replicas)) {
        if (plot.options.variant.value_or(group.variant) != group.variant) continue;
        const bool focus = std::ranges::count(group.replicas, plot.focus) > 0;
        if (focus && !is_hidden(plot, model_name(plot.setup(), ModelRole::Companion)) &&
            companion[static_cast<std::size_t>(plot.focus)])
            plot.companion = Line{group, statistics(plot.snapshot, group, companion), true};
        if (is_hidden(plot, model_name(plot.setup(), ModelRole::Model)) ||
            is_hidden(plot, plot.name_of(group)))
            continue;
        const GroupStatistics values = statistics(plot.snapshot, group, model);
        plot.lines.push_back({std::move(group), values, focus});
    }
}

// ---- axes ----

// A log axis begins with epoch 1; within the first epoch, with the first step.
Range epoch_log_range(double now, std::int64_t steps_per_epoch) {
    const double first_step = std::pow(10.0, std::floor(-std::log10(static_cast<double>(steps_per_epoch))));
    return {now < 1 ? std::min(first_step, 1.0) : 1.0, std::max(now, 10.0)};
}

Axis x_axis(const Plot& plot) {
    Axis axis;
    const double now = plot.x.empty() || !std::isfinite(plot.x.back()) ? 0 : plot.x.back();
    axis.high = std::max(now, 1.0);
    switch (plot.options.x) {
        case CurvesX::EpochLog: {
            const Range range = epoch_log_range(now, plot.snapshot.steps_per_epoch);
            axis.low = range.low;
            axis.high = range.high;
            axis.scale = AxisScale::Log;
            axis.label = "epoch";
            break;
        }
        case CurvesX::LogFromEdit:
            axis.low = std::min(0.0, now);
            axis.own_ticks = EditAxis(plot.snapshot).ticks(plot.snapshot.epoch());
            axis.label = "epoch, + since edit";
            break;
        case CurvesX::Epoch:
            axis.label = "epoch";
            break;
        case CurvesX::Step:
            axis.label = "step";
            break;
        case CurvesX::Seconds:
            axis.label = "seconds of training";
    }
    if (plot.options.x_range) {
        axis.low = plot.options.x_range->low;
        axis.high = plot.options.x_range->high;
    }
    if (!plot.options.x_texts) axis.label.clear();
    axis.ticks = plot.options.x_texts ? Ticks::Texts : Ticks::Lines;
    return axis;
}

// Lowest and highest value that is seen, of all lines, from `from` on.
std::optional<Range> extent(const Plot& plot, double from) {
    Range range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    const auto include = [&](const Line& line) {
        for (std::size_t i = 0; i < line.values.mean.size(); ++i) {
            const double value = line.values.mean[i];
            if (!std::isfinite(value) || !(plot.x[i] >= from)) continue;
            range = {std::min(range.low, value), std::max(range.high, value)};
        }
    };
    for (const Line& line : plot.lines) include(line);
    if (plot.companion) include(*plot.companion);
    if (range.low > range.high) return {};
    return range;
}

// From 0 where no value is below, to a multiple of a nice number.
Range range_of_values(const Plot& plot) {
    const Range seen = extent(plot, plot.panel.x.low).value_or(Range{});
    const double low = std::min(seen.low, 0.0), high = std::max(seen.high, 0.0);
    if (!(high > low)) return {0, 1};
    const double step = nice_ceiling((high - low) / 5);
    return {std::floor(low / step) * step, std::ceil(high / step) * step};
}

// A range that holds what is seen, too, but at most five times as far: one wild line must not flatten the
// others.
Range grown(Range range, Range seen) {
    const double reach = 4 * (range.high - range.low);
    const double low = std::max(std::min(range.low, seen.low), range.low - reach);
    const double high = std::min(std::max(range.high, seen.high), range.high + reach);
    const double step = nice_ceiling((high - low) / 10);
    return {low < range.low ? std::floor(low / step) * step : range.low,
            high > range.high ? std::ceil(high / step) * step : range.high};
}

// The read-out's own range, grown to what the lines reach after their early fall; an offset's becomes
// symmetric when a line lies below 0 then.
Range y_range(const Plot& plot) {
    if (plot.options.y_range) return *plot.options.y_range;
    if (plot.kind.low == plot.kind.high) return range_of_values(plot);
    const bool is_offset = plot.kind.low == 0 && look_of(plot.kind.key).levels == std::vector<double>{0};
    const double tenth = 0.1 * plot.snapshot.epoch();
    const double settled = plot.options.x == CurvesX::LogFromEdit ? std::log10(std::clamp(tenth, 1.0, 10.0))
                                                                  : std::min(10.0, 0.1 * plot.panel.x.high);
    const auto seen = extent(plot, settled);
    const bool mirrored = is_offset && seen && seen->low < -0.05 * plot.kind.high;
    const Range own{mirrored ? -plot.kind.high : plot.kind.low, plot.kind.high};
    return seen ? grown(own, *seen) : own;
}

void set_axes(Plot& plot) {
    plot.panel.x = x_axis(plot);
    Range range = y_range(plot);
    if (!plot.options.y_range) {  // a line at an end of the range is not hidden by the frame
        const double margin = 0.04 * (range.high - range.low);
        range = {range.low - margin, range.high + margin};
    }
    plot.panel.y.low = range.low;
    plot.panel.y.high = range.high;
    plot.panel.y.suffix = plot.suffix();
}

// ---- layers ----

Color line_color(const Plot& plot, const Line& line) {
    return weight_line_color(line.group.weight, plot.colors);
}

std::vector<Vec2> points_of(const Plot& plot, const Line& line) {
    std::vector<Vec2> points(plot.x.size());
    for (std::size_t i = 0; i < points.size(); ++i) points[i] = {plot.x[i], line.values.mean[i]};
    return points;
}

void add_band(Plot& plot, const Line& line, Color color) {
    if (line.values.deviation.empty() || is_hidden(plot, "band")) return;
    BandLayer band{plot.x, line.values.mean, line.values.mean, blend(color, plot.colors.plot, 0.18)};
    for (std::size_t i = 0; i < plot.x.size(); ++i) {
        band.low[i] -= line.values.deviation[i];
        band.high[i] += line.values.deviation[i];
    }
    plot.panel.layers.push_back(std::move(band));
}

void add_curve(Plot& plot, const Line& line) {
    CurveLayer curve;
    curve.values = points_of(plot, line);
    curve.stroke = {line_color(plot, line), (line.focus ? 2.75 : 1.25) * plot.unit(), {}};
    curve.name = plot.name_of(line.group);
    curve.name_color = weight_text_color(line.group.weight, plot.colors);
    curve.name_weight = line.focus ? FontWeight::SemiBold : FontWeight::Regular;
    curve.ends_in_cross = line.values.parked;
    plot.panel.layers.push_back(std::move(curve));
}

void add_companion(Plot& plot) {
    CurveLayer curve;
    curve.values = points_of(plot, *plot.companion);
    curve.stroke = companion_stroke(plot.colors, plot.unit());
    curve.name = model_name(plot.setup(), ModelRole::Companion);
    curve.name_color = plot.colors.logistic;
    curve.name_weight = FontWeight::SemiBold;
    plot.panel.layers.push_back(std::move(curve));
}

// A disc (+ favoured, or neutral) or a square (- favoured) where a line passes a power of ten.
void add_decade_markers(Plot& plot, const Line& line) {
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

void add_levels(Plot& plot) {
    for (const double level : look_of(plot.kind.key).levels)
        plot.panel.layers.push_back(LevelLayer{level, {plot.colors.border, plot.unit(), {}}});
    if (plot.kind.key == "margin")  // LR: 1 = max margin
        plot.panel.layers.push_back(LevelLayer{
            1, {plot.colors.max_margin, 1.5 * plot.unit(), {1.5 * plot.unit(), 2.5 * plot.unit()}}});
}

// ---- marks ----

void add_marks(Plot& plot) {
    constexpr double close = 18;  // units
    const AxisMap map(plot.panel.x, plot.panel.plot.min.x, plot.panel.plot.max.x);
    const auto variant = plot.setup().replicas[static_cast<std::size_t>(plot.focus)].variant;
    const Stroke stroke{plot.colors.accent, 1.5 * plot.unit(), {}};
    std::vector<EditMark> merged;
    const auto place = [&](const EditMark& mark) {
        return map(curves_x(plot.snapshot, plot.options.x, mark.step));
    };
    for (const EditMark& mark : edit_marks(plot.snapshot, variant)) {
        if (merged.empty() || place(mark) - place(merged.back()) >= close * plot.unit())
            merged.push_back(mark);
        else
            merged.back().label = std::to_string(++merged.back().gestures) + " edits";
    }
    for (const EditMark& mark : merged)
        plot.panel.layers.push_back(MarkLayer{curves_x(plot.snapshot, plot.options.x, mark.step),
                                              plot.options.edit_labels ? mark.label : "", stroke, true});
}

void add_cursor(Plot& plot) {
    if (plot.options.cursor)
        plot.panel.layers.push_back(MarkLayer{curves_x(plot.snapshot, plot.options.x, *plot.options.cursor),
                                              "",
                                              {plot.colors.text, 1.25 * plot.unit(), {}},
                                              false});
}

// ---- words ----

void add_values(Plot& plot) {
    const auto index = plot.options.cursor ? readout_index(plot.snapshot, *plot.options.cursor)
                                           : std::optional(plot.x.size() - 1);
    if (!index) return;
    const auto add = [&](std::string name, const Line& line, Color color) {
        const double value = line.values.mean[*index];
        const std::string text = number_text(value, look_of(plot.kind.key).decimals);
        plot.panel.values.push_back(
            {std::move(name), text + (std::isnan(value) ? "" : plot.suffix()), color});
    };
    for (const Line& line : plot.lines)
        if (line.focus)
            add(model_name(plot.setup(), ModelRole::Model), line,
                weight_text_color(line.group.weight, plot.colors));
    if (plot.companion)
        add(model_name(plot.setup(), ModelRole::Companion), *plot.companion, plot.colors.logistic);
}

void add_caption(Plot& plot) {
    if (!plot.options.x_texts) return;
    const PlotMap map(plot.panel);
    std::size_t drawn = 0;
    for (const Line& line : plot.lines)
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
    if (snapshot.scene && !options.variant)
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

void add_layers(Plot& plot) {
    for (const bool focus : {false, true})
        for (const Line& line : plot.lines)
            if (line.focus == focus) add_band(plot, line, line_color(plot, line));
    if (plot.companion) add_band(plot, *plot.companion, plot.colors.logistic);
    add_levels(plot);
    add_marks(plot);
    for (const Line& line : plot.lines)
        if (!line.focus) {
            add_curve(plot, line);
            add_decade_markers(plot, line);
        }
    if (plot.companion) add_companion(plot);
    for (const Line& line : plot.lines)
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

PanelPicture build_curves(const Snapshot& snapshot, const CurvesOptions& options) {
    const int last = snapshot.scene ? static_cast<int>(snapshot.scene->setup.replicas.size()) - 1 : 0;
    Plot plot{snapshot, options, readout_kind(options.readout), palette(options.style.theme),
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
