#include "app/layout.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

constexpr double top_height = 44, status_height = 24, splitter = 6;
constexpr double time_height = 72, low_time_height = 40, time_low_below = 600;
constexpr double curves_beside_from = 1200, controls_beside_from = 900;
constexpr double share_of_stage = 0.6, least_stage = 240;
// Less leaves neither the stage nor the curves room: then the stage has it all.
constexpr double least_height_for_both = 440;

double limited(double width, const SplitterRange& range) {
    return std::clamp(width, range.least, range.most);
}

}  // namespace

Layout arrange(Vec2 size, double scale, const ViewState& view) {
    const auto pixels = [&](double units) { return std::round(units * scale); };
    const double width = size.x / scale;
    Layout layout;
    layout.top = {{0, 0}, {size.x, pixels(top_height)}};
    layout.status = {{0, size.y - pixels(status_height)}, size};
    const double time = pixels(size.y < pixels(time_low_below) ? low_time_height : time_height);
    layout.time = {{0, std::max(layout.top.max.y, layout.status.min.y - time)},
                   {size.x, layout.status.min.y}};
    Rect body{{0, layout.top.max.y}, {size.x, layout.time.min.y}};

    layout.controls_float = width < controls_beside_from;
    const double controls = pixels(limited(view.controls_width, controls_range));
    if (layout.controls_float) {
        if (view.drawer_open) layout.controls = Rect{body.min, {std::min(controls, size.x), body.max.y}};
    } else if (view.controls_visible) {
        layout.controls = Rect{body.min, {controls, body.max.y}};
        layout.controls_splitter = Rect{{controls, body.min.y}, {controls + pixels(splitter), body.max.y}};
        body.min.x = layout.controls_splitter->max.x;
    }

    layout.curves_below = width < curves_beside_from;
    const bool has_room = body.height() >= pixels(least_height_for_both);
    if (shows_curves(view) && layout.curves_below && has_room) {
        const double line = body.min.y + std::round(body.height() * share_of_stage);
        layout.curves_splitter = Rect{{body.min.x, line}, {body.max.x, line + pixels(splitter)}};
        layout.curves = Rect{{body.min.x, line + pixels(splitter)}, body.max};
        body.max.y = line;
    } else if (shows_curves(view) && !layout.curves_below) {
        const double most = std::max(0.0, body.width() - pixels(least_stage));
        const double curves = std::min(pixels(limited(view.curves_width, curves_range)), most);
        const double line = body.max.x - curves;
        layout.curves_splitter = Rect{{line - pixels(splitter), body.min.y}, {line, body.max.y}};
        layout.curves = Rect{{line, body.min.y}, body.max};
        body.max.x = line - pixels(splitter);
    }
    layout.stage = body;
    return layout;
}

}  // namespace reweigh
