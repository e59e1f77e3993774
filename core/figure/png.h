#pragma once

#include "core/figure/cairo_canvas.h"

#include <string>
#include <string_view>

namespace reweigh {

// A PNG with its resolution (chunk pHYs) and words (iTXt "Title", "Description", "Reweigh recipe"; empty ones
// are left out) put in. PNG specification, 2nd edition, section 11.
std::string annotate_png(std::string_view bytes, double dpi, const PageWords& words);

// Opaque pixels as a PNG; row 0 is at the bottom as in every Grid. Throws Error.
std::string encode_png(const Grid<Color>& pixels);

// The pixels of a PNG, row 0 at the bottom as in every Grid. Throws Error "{name}: {reason}." for other
// bytes.
Grid<Color> decode_png(std::string_view bytes, const std::string& name);

}  // namespace reweigh
