#pragma once

#include "core/figure/cairo_canvas.h"

#include <string>
#include <string_view>

namespace reweigh {

// An SVG written by cairo with its ids numbered from 1 in each file (cairo counts them per process), styles
// as classes where that is shorter, and <title>, <desc>, <metadata> put in.
std::string annotate_svg(std::string_view svg, const PageWords& words);

// Text between tags. Control characters, which XML cannot hold, are left out.
std::string xml_escaped(std::string_view text);

// Throws Error when a text is no well-formed tree of XML elements with the root <svg>; `name` begins it.
void check_svg(std::string_view svg, const std::string& name);

}  // namespace reweigh
