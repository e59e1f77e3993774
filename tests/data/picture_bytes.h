#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace reweigh {

// An encoded picture whose pixels are interleaved R, G, B, row by row.
std::string png_bytes(int width, int height, const std::vector<std::uint8_t>& pixels);
std::string jpeg_bytes(int width, int height, const std::vector<std::uint8_t>& pixels);

// A picture of one colour.
std::string plain_png(int width, int height, std::uint8_t red, std::uint8_t green, std::uint8_t blue);

}  // namespace reweigh
