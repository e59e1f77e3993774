#include "core/figure/axis.h"

#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

double scaled(double world, AxisScale scale) {
    if (scale == AxisScale::Linear) return world;
    return world > 0 ? std::log10(world) : std::numeric_limits<double>::quiet_NaN();
}
double unscaled(double value, AxisScale scale) {
    return scale == AxisScale::Linear ? value : std::pow(10.0, value);
}

// Rounding must not lose the tick at an end of the axis.
constexpr double slack = 1e-9;

double power_of_ten(int exponent) { return std::pow(10.0, exponent); }

std::string tick_text(double value, int decimals, const Axis& axis) {
    return number_text(value, decimals) + axis.suffix;
}

std::vector<Tick> linear_ticks(const Axis& axis, double length, double spacing) {
    const double span = axis.high - axis.low;
    const double step = nice_ceiling(span * spacing / length);
    const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step) + slack)));
    std::vector<Tick> found;
    for (double i = std::ceil(axis.low / step - slack); i * step <= axis.high + slack * span; ++i)
        found.push_back({i * step, tick_text(i * step, decimals, axis)});
    return found;
}

std::string power_text(int exponent, const Axis& axis) {
    return tick_text(power_of_ten(exponent), std::max(0, -exponent), axis);
}

std::vector<Tick> log_ticks(const Axis& axis, double length, double spacing) {
    const double low = std::log10(axis.low), high = std::log10(axis.high);
    const int first = static_cast<int>(std::ceil(low - slack)),
              last = static_cast<int>(std::floor(high + slack));
    if (last <= first) return linear_ticks(axis, length, spacing);
    const double decade = length / (high - low);
    const int every = std::max(1, static_cast<int>(std::ceil(spacing / decade)));
    std::vector<Tick> found;
    for (int exponent = first - 1; exponent <= last; ++exponent) {
        if (exponent >= first && (exponent - first) % every == 0)
            found.push_back({power_of_ten(exponent), power_text(exponent, axis)});
        for (int digit = every == 1 ? 2 : 10; digit <= 9; ++digit) {
            const double value = digit * power_of_ten(exponent);
            if (value >= axis.low && value <= axis.high) found.push_back({value, ""});
        }
    }
    return found;
}

// Texts at least `spacing` apart, those that are kept first; the others become minor ticks.
std::vector<Tick> thinned(const Axis& axis, double length, double spacing) {
    const AxisMap map(axis, 0, length);
    std::vector<Tick> found;
    for (const Tick& tick : axis.own_ticks)
        if (tick.value >= axis.low && tick.value <= axis.high) found.push_back(tick);
    std::vector<double> taken;
    for (const bool is_kept : {true, false})
        for (Tick& tick : found) {
            if (tick.text.empty() || tick.is_kept != is_kept) continue;
            const double place = map(tick.value);
            const bool is_free =
                std::ranges::none_of(taken, [&](double other) { return std::abs(place - other) < spacing; });
            if (is_free)
                taken.push_back(place);
            else
                tick.text.clear();
        }
    return found;
}

}  // namespace

AxisMap::AxisMap(const Axis& axis, double begin, double end)
    : scale_(axis.scale),
      low_(scaled(axis.low, axis.scale)),
      high_(scaled(axis.high, axis.scale)),
      begin_(begin),
      end_(end) {}

double AxisMap::operator()(double world) const {
    return begin_ + (scaled(world, scale_) - low_) / (high_ - low_) * (end_ - begin_);
}

double AxisMap::inverse(double place) const {
    return unscaled(low_ + (place - begin_) / (end_ - begin_) * (high_ - low_), scale_);
}

PlotMap::PlotMap(const PanelPicture& panel)
    : x(panel.x, panel.plot.min.x, panel.plot.max.x), y(panel.y, panel.plot.max.y, panel.plot.min.y) {}

Rect PlotMap::operator()(Rect world) const {
    const Vec2 a = (*this)(world.min), b = (*this)(world.max);
    return {{a.x, b.y}, {b.x, a.y}};
}

std::vector<Tick> ticks(const Axis& axis, double length, double spacing) {
    if (!(axis.high > axis.low) || !(length > 0)) return {};
    if (!axis.own_ticks.empty()) return thinned(axis, length, spacing / 2);
    return axis.scale == AxisScale::Log ? log_ticks(axis, length, spacing)
                                        : linear_ticks(axis, length, spacing);
}

std::vector<Tick> ticks_that_fit(const Axis& axis, double length, double spacing,
                                 const std::function<double(std::string_view)>& width) {
    std::vector<Tick> found;
    for (; spacing < 2 * length; spacing *= 1.4) {
        found = ticks(axis, length, spacing);
        const AxisMap map(axis, 0, length);
        double free_from = -std::numeric_limits<double>::infinity();
        bool fits = true;
        for (const Tick& tick : found) {
            if (tick.text.empty()) continue;
            const double half = width(tick.text) / 2, place = map(tick.value);
            fits = fits && place - half >= free_from;
            free_from = place + half + width("0");
        }
        if (fits) break;
    }
    return found;
}

double nice_ceiling(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double digit : {1.0, 2.0, 5.0})
        if (value <= digit * power * (1 + slack)) return digit * power;
    return 10 * power;
}

}  // namespace reweigh
