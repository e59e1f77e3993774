#include "tests/data/picture_bytes.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#include <stb/stb_image_write.h>

namespace reweigh {
namespace {

void append(void* text, void* bytes, int count) {
    static_cast<std::string*>(text)->append(static_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

}  // namespace

std::string png_bytes(int width, int height, const std::vector<std::uint8_t>& pixels) {
    std::string text;
    stbi_write_png_to_func(append, &text, width, height, 3, pixels.data(), 3 * width);
    return text;
}

std::string jpeg_bytes(int width, int height, const std::vector<std::uint8_t>& pixels) {
    constexpr int quality = 95;
    std::string text;
    stbi_write_jpg_to_func(append, &text, width, height, 3, pixels.data(), quality);
    return text;
}

std::string plain_png(int width, int height, std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < width * height; ++i) pixels.insert(pixels.end(), {red, green, blue});
    return png_bytes(width, height, pixels);
}

}  // namespace reweigh
