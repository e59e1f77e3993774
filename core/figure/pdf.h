#pragma once

#include "core/base/geometry.h"

#include <string>
#include <string_view>

namespace reweigh {

// Throws Error when bytes lack the header, the trailer or a readable table of objects of a PDF, or when its
// page is not of `size` (points, within 0.01); `name` begins the sentence.
void check_pdf(std::string_view bytes, Vec2 size, const std::string& name);

}  // namespace reweigh
