#include "app/panels/stage_view.h"

#include <algorithm>
#include <cmath>

namespace reweigh {

Rect zoomed(Rect visible, Rect home, Vec2 fixed, double factor) {
    const double zoom = home.width() / visible.width();
    const double shrink = zoom / std::clamp(zoom * factor, 0.1, 20.0);
    return {fixed + shrink * (visible.min - fixed), fixed + shrink * (visible.max - fixed)};
}

Rect panned(Rect visible, Vec2 by) { return {visible.min + by, visible.max + by}; }

Vec2 to_screen(Vec2 at, Rect world, Rect picture) {
    return {picture.min.x + (at.x - world.min.x) / world.width() * picture.width(),
            picture.max.y - (at.y - world.min.y) / world.height() * picture.height()};
}

Vec2 to_world(Vec2 at, Rect world, Rect picture) {
    return {world.min.x + (at.x - picture.min.x) / picture.width() * world.width(),
            world.min.y + (picture.max.y - at.y) / picture.height() * world.height()};
}

Rect Debounced::operator()(Rect wanted, double now) {
    const bool rests = wanted == last_;
    last_ = wanted;
    if (wanted != passed_ && (rests || now - passed_at_ >= interval_)) {
        passed_ = wanted;
        passed_at_ = now;
    }
    return passed_;
}

}  // namespace reweigh
