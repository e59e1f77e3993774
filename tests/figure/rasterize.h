#pragma once

#include "core/base/grid.h"
#include "core/figure/canvas.h"

#include <optional>
#include <string>
#include <string_view>

namespace reweigh::testing {

bool is_installed(const std::string& program);

// What a command prints; `bytes` lie in the file that {file} stands for, {folder} is its own, empty folder.
std::string output_of(std::string command, std::string_view bytes);

// The picture that a viewer of vectors makes of a file; nothing where the viewer is not installed.
std::optional<Grid<Color>> rasterize_svg(std::string_view bytes, double dpi);
std::optional<Grid<Color>> rasterize_pdf(std::string_view bytes, double dpi);

// Mean difference of the channels of two pictures of equal size, in [0, 1]; 1 where the sizes differ.
double mean_difference(const Grid<Color>& a, const Grid<Color>& b);

}  // namespace reweigh::testing
