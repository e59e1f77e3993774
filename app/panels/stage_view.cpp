#include "app/panels/stage_view.h"

#include <algorithm>
#include <cmath>

namespace reweigh {

void StageView::set_home(Rect home) {
    if (home == home_) return;
    home_ = home;
    reset();
}

void StageView::zoom_about(Vec2 fixed, double factor) {
    const double wanted = std::clamp(zoom() * factor, 0.1, 20.0);
    const double shrink = zoom() / wanted;
    visible_ = {fixed + shrink * (visible_.min - fixed), fixed + shrink * (visible_.max - fixed)};
}

void StageView::pan(Vec2 by) { visible_ = {visible_.min + by, visible_.max + by}; }

Rect picture_rectangle(Rect room, Rect world) {
    const double scale = std::min(room.width() / world.width(), room.height() / world.height());
    const Vec2 size{std::floor(scale * world.width()), std::floor(scale * world.height())};
    const Vec2 corner{std::floor(room.center().x - size.x / 2), room.min.y};
    return {corner, corner + size};
}

Vec2 to_screen(Vec2 at, Rect world, Rect picture) {
    return {picture.min.x + (at.x - world.min.x) / world.width() * picture.width(),
            picture.max.y - (at.y - world.min.y) / world.height() * picture.height()};
}

Vec2 to_world(Vec2 at, Rect world, Rect picture) {
    return {world.min.x + (at.x - picture.min.x) / picture.width() * world.width(),
            world.min.y + (picture.max.y - at.y) / picture.height() * world.height()};
}

ViewRequest view_of(ModelRole role, int replica, Rect world, Vec2 pixels) {
    const double shrink = std::min(1.0, 256.0 / std::max(pixels.x, pixels.y));
    const auto cells = [&](double length) {
        return std::max(2, static_cast<int>(std::lround(shrink * length)));
    };
    return {role, replica, std::nullopt, world, cells(pixels.x), cells(pixels.y)};
}

}  // namespace reweigh
