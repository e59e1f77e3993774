#include "core/figure/axis.h"
#include "core/figure/curves_plot.h"
#include "core/figure/edit_axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace reweigh {
namespace {

// A log axis begins with epoch 1; within the first epoch, with the first step.
Range epoch_log_range(double now, std::int64_t steps_per_epoch) {
    const double first_step = std::pow(10.0, std::floor(-std::log10(static_cast<double>(steps_per_epoch))));
    return {now < 1 ? std::min(first_step, 1.0) : 1.0, std::max(now, 10.0)};
}

Axis x_axis(const CurvesPlot& plot) {
    const double end = curves_end(plot.snapshot, plot.options.x, plot.options.earlier);
    Axis axis = curves_x_axis(plot.snapshot, plot.options.x, end);
    if (plot.options.x_range) {
        axis.low = plot.options.x_range->low;
        axis.high = plot.options.x_range->high;
    }
    if (!plot.options.x_texts) axis.label.clear();
    axis.ticks = plot.options.x_texts ? Ticks::Texts : Ticks::Lines;
    return axis;
}

// Lowest and highest value that is seen, of all lines, from `from` on.
std::optional<Range> extent(const CurvesPlot& plot, double from) {
    Range range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    const auto include = [&](const PlotLine& line) {
        for (std::size_t i = 0; i < line.values.mean.size(); ++i) {
            const double value = line.values.mean[i];
            if (!std::isfinite(value) || !(plot.x[i] >= from)) continue;
            range = {std::min(range.low, value), std::max(range.high, value)};
        }
    };
    for (const PlotLine& line : plot.lines) include(line);
    if (plot.companion) include(*plot.companion);
    for (const PlotGhost& ghost : plot.ghosts)
        for (const std::vector<Vec2>& line : {ghost.model, ghost.companion})
            for (const Vec2 at : line)
                if (std::isfinite(at.y) && at.x >= from)
                    range = {std::min(range.low, at.y), std::max(range.high, at.y)};
    if (range.low > range.high) return {};
    return range;
}

// From 0 where no value is below, to a multiple of a nice number.
Range range_of_values(const CurvesPlot& plot) {
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
Range y_range(const CurvesPlot& plot) {
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

}  // namespace

Axis curves_x_axis(const Snapshot& snapshot, CurvesX x, double end) {
    Axis axis;
    axis.high = std::max(end, 1.0);
    switch (x) {
        case CurvesX::EpochLog: {
            const Range range = epoch_log_range(end, snapshot.steps_per_epoch);
            axis.low = range.low;
            axis.high = range.high;
            axis.scale = AxisScale::Log;
            axis.label = "epoch";
            break;
        }
        case CurvesX::LogFromEdit:
            axis.low = std::min(0.0, end);
            axis.own_ticks =
                EditAxis(snapshot).ticks(std::max(snapshot.epoch(), EditAxis(snapshot).epoch(end)));
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
    return axis;
}

void set_axes(CurvesPlot& plot) {
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

const ReadoutLook& look_of(std::string_view key) {
    static const std::array looks{ReadoutLook{"offset", {0}}, ReadoutLook{"margin", {0}}};
    static const ReadoutLook other{};
    const auto found = std::ranges::find(looks, key, &ReadoutLook::key);
    return found == looks.end() ? other : *found;
}

}  // namespace reweigh
