#pragma once

#include "core/figure/canvas.h"

#include <array>

namespace reweigh {

// 256 colours of p(+) = i / 255: negative at 0, middle at 0.5, positive at 1. Both halves are straight lines
// in OKLab, where equal steps look equal.
std::array<Color, 256> surface_colors(Color negative, Color middle, Color positive);

// The colour of a logit: round(255 p), p = 1 / (1 + exp(-logit)). NaN has the middle colour.
int surface_index(float logit);

}  // namespace reweigh
