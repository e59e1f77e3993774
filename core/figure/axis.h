#pragma once

#include "core/figure/figure.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// World -> place along a plot's side and back. `begin` and `end` are the places of axis.low and axis.high.
class AxisMap {
public:
    AxisMap(const Axis& axis, double begin, double end);
    // NaN where the axis has no place for it (0 on a log axis).
    double operator()(double world) const;
    double inverse(double place) const;

private:
    AxisScale scale_;
    double low_, high_;  // after the scale
    double begin_, end_;
};

// World -> points of the figure and back, y up -> y down.
struct PlotMap {
    AxisMap x, y;
    explicit PlotMap(const PanelPicture& panel);
    Vec2 operator()(Vec2 world) const { return {x(world.x), y(world.y)}; }
    Vec2 inverse(Vec2 place) const { return {x.inverse(place.x), y.inverse(place.y)}; }
    Rect operator()(Rect world) const;
};

// Ticks at least `spacing` points apart on a side of `length` points: multiples of 1, 2 or 5 times a power of
// ten with equal decimals; on a log axis powers of ten with minor ticks between, or nice numbers where there
// is no room for two powers.
std::vector<Tick> ticks(const Axis& axis, double length, double spacing);

// The same, so wide apart that texts of width(text) points do not touch.
std::vector<Tick> ticks_that_fit(const Axis& axis, double length, double spacing,
                                 const std::function<double(std::string_view)>& width);

// The smallest of 1, 2 or 5 times a power of ten that is not below `value` > 0.
double nice_ceiling(double value);

}  // namespace reweigh
