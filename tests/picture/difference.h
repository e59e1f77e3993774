#pragma once

#include "core/base/grid.h"
#include "core/figure/canvas.h"

#include <string>

namespace reweigh {

// How far a screenshot is from the one that was looked at. A pixel is strange when one of its colours lies
// more than 40 of 255 outside of all that the other picture has within one pixel of it: edges that another
// software renderer smooths otherwise are not, a line, letter or point that is missing or new is.
struct PictureDifference {
    double mean = 0;          // over pixels and colours, in [0, 1]
    int strange = 0;          // pixels, of the tile that has most of them
    int column = 0, row = 0;  // of that tile's upper left pixel
};

// Throws Error for unlike sizes.
PictureDifference difference(const Grid<Color>& expected, const Grid<Color>& found);

// At most 1 % in the mean, and in no tile of 32 x 32 more than 6 strange pixels.
bool is_alike(const PictureDifference& difference);

// "mean 0.12 %, 31 strange pixels at 640, 96"
std::string to_text(const PictureDifference& difference);

}  // namespace reweigh
