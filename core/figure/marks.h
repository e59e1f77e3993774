#pragma once

#include "core/figure/canvas.h"

namespace reweigh {

// One mark in a canvas's own verbs: casing first, then the shape.
void draw_mark(Canvas& canvas, Vec2 at, const Mark& mark);

// A square of half side square_half r covers as much as a disc of radius r.
inline constexpr double square_half = 0.886;

// The rectangle that holds all marks of a cloud, in canvas units. Empty (max below min) without points.
Rect extent(const Cloud& cloud, const Placement& place);

// A cloud as pixels on transparent ground, row 0 on top, for screens: a mark costs a copy, not triangles.
// `place`: world -> pixels; radii are pixels. Discs have soft rims, squares lie on whole pixels.
Grid<Color> cloud_pixels(const Cloud& cloud, const Placement& place, int width, int height);

}  // namespace reweigh
