#pragma once

#include "core/state/view.h"

namespace reweigh {

// What part of the data's plane the stage shows, and how it lies on the screen. Equal scale on both axes.
class StageView {
public:
    // The box that a fresh or reset view shows.
    void set_home(Rect home);
    void reset() { visible_ = home_; }

    Rect home() const { return home_; }
    Rect visible() const { return visible_; }
    double zoom() const { return home_.width() / visible_.width(); }

    // Zooms by `factor` (> 1: closer) about a point of the plane, which stays where it is; between 0.1 and 20
    // times the home view.
    void zoom_about(Vec2 fixed, double factor);
    void pan(Vec2 by);  // of the plane

private:
    Rect home_{{-1.8, -1.8}, {1.8, 1.8}};
    Rect visible_ = home_;
};

// The largest rectangle of `world`'s aspect inside `room` (pixels, y down), centred across, at the top.
Rect picture_rectangle(Rect room, Rect world);

// Between the plane (y up) and a picture of it (pixels, y down).
Vec2 to_screen(Vec2 at, Rect world, Rect picture);
Vec2 to_world(Vec2 at, Rect world, Rect picture);

// Cells of a view of `world` in a picture of that many pixels: one per pixel, at most 256 along the longer
// side.
ViewRequest view_of(ModelRole role, int replica, Rect world, Vec2 pixels);

}  // namespace reweigh
