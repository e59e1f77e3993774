#pragma once

#include "core/base/geometry.h"

namespace reweigh {

// What part of the data's plane the stage shows, and how it lies on the screen. Equal scale on both axes.

// `visible` seen closer by `factor` (< 1: from farther away) about a point of the plane, which stays where it
// is; between 0.1 and 20 times `home`.
Rect zoomed(Rect visible, Rect home, Vec2 fixed, double factor);
Rect panned(Rect visible, Vec2 by);  // of the plane

// Between the plane (y up) and a picture of it (pixels, y down).
Vec2 to_screen(Vec2 at, Rect world, Rect picture);
Vec2 to_world(Vec2 at, Rect world, Rect picture);

// A rectangle that changes every frame while the pointer drags it, let through at most every `interval`
// seconds and when it has come to rest: each change costs the trainer an evaluation.
class Debounced {
public:
    explicit Debounced(double interval) : interval_(interval) {}
    Rect operator()(Rect wanted, double now);

private:
    double interval_;
    Rect passed_, last_;
    double passed_at_ = -1e9;
};

}  // namespace reweigh
