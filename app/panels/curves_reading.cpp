#include "app/panels/curves_reading.h"

#include "core/figure/axis.h"
#include "core/figure/draw_parts.h"
#include "core/figure/replica_style.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

constexpr double name_pitch = 15;  // units between two names

struct NamedEnd {
    std::string name;
    double y = 0;
};

std::optional<double> last_finite(const CurveLayer& curve) {
    for (auto value = curve.values.rbegin(); value != curve.values.rend(); ++value)
        if (std::isfinite(value->y)) return value->y;
    return std::nullopt;
}

std::vector<NamedEnd> named_ends(const PanelPicture& plot) {
    const PlotMap map(plot);
    std::vector<NamedEnd> ends;
    for (const Layer& layer : plot.layers)
        if (const auto* curve = std::get_if<CurveLayer>(&layer); curve && !curve->name.empty())
            if (const auto value = last_finite(*curve))
                ends.push_back({curve->name, std::clamp(map.y(*value), plot.plot.min.y, plot.plot.max.y)});
    std::ranges::stable_sort(ends, {}, &NamedEnd::y);
    return ends;
}

}  // namespace

std::optional<std::int64_t> nearest_readout_step(const Snapshot& snapshot, CurvesX axis, double x) {
    std::optional<std::int64_t> nearest;
    double least = std::numeric_limits<double>::infinity();
    const bool is_log = axis == CurvesX::EpochLog;
    for (std::size_t i = 0; i < snapshot.readout_steps.size(); ++i) {
        const std::int64_t step = snapshot.readout_steps[i];
        const double at =
            axis == CurvesX::Seconds ? snapshot.readout_seconds[i] : curves_x(snapshot, axis, step);
        const double gap = is_log ? std::abs(std::log(at / x)) : std::abs(at - x);
        if (!(gap < least)) continue;
        least = gap;
        nearest = step;
    }
    return nearest;
}

std::vector<LineReading> lines_at(const PanelPicture& plot, const Snapshot& snapshot, std::int64_t step) {
    const auto index = readout_index(snapshot, step);
    std::vector<LineReading> lines;
    if (!index) return lines;
    for (const Layer& layer : plot.layers)
        if (const auto* curve = std::get_if<CurveLayer>(&layer); curve && !curve->name.empty())
            if (const double value = curve->values[*index].y; std::isfinite(value))
                lines.push_back(
                    {curve->name, value, curve->name_color, curve->name_weight == FontWeight::SemiBold});
    std::ranges::stable_sort(lines, std::greater{}, &LineReading::value);
    return lines;
}

std::optional<std::string> name_at(const PanelPicture& plot, Vec2 at) {
    const auto ends = named_ends(plot);
    std::vector<double> wanted;
    for (const NamedEnd& end : ends) wanted.push_back(end.y);
    const double reach = 4;
    if (at.x < plot.plot.max.x || wanted.empty()) return std::nullopt;
    if (static_cast<double>(wanted.size() - 1) * name_pitch > plot.plot.height() + 2 * reach)
        return std::nullopt;
    const auto places = spread_apart(wanted, name_pitch, plot.plot.min.y - reach, plot.plot.max.y + reach);
    for (std::size_t i = 0; i < places.size(); ++i)
        if (std::abs(places[i] - at.y) <= name_pitch / 2) return ends[i].name;
    return std::nullopt;
}

}  // namespace reweigh
