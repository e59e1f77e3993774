#include "core/figure/png.h"

#include "core/figure/cairo_objects.h"

#include <cmath>
#include <cstdint>
#include <cstring>

namespace reweigh {
namespace {

constexpr std::size_t after_header = 8 + 25;  // signature, IHDR
constexpr std::size_t end_chunk_size = 12;    // IEND

// CRC-32 of ISO 3309, as PNG defines it.
std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

std::string big_endian(std::uint32_t number) {
    return {static_cast<char>(number >> 24), static_cast<char>(number >> 16), static_cast<char>(number >> 8),
            static_cast<char>(number)};
}

std::string chunk(std::string_view type, std::string_view content) {
    const std::string typed = std::string(type) + std::string(content);
    return big_endian(static_cast<std::uint32_t>(content.size())) + typed + big_endian(crc32(typed));
}

std::string resolution_chunk(double dpi) {
    const std::string per_metre = big_endian(static_cast<std::uint32_t>(std::lround(dpi / 0.0254)));
    return chunk("pHYs", per_metre + per_metre + '\1');
}

std::string text_chunk(std::string_view keyword, std::string_view text) {
    if (text.empty()) return {};
    constexpr std::string_view uncompressed_no_language("\0\0\0\0\0", 5);
    return chunk("iTXt", std::string(keyword) + std::string(uncompressed_no_language) + std::string(text));
}

cairo_status_t take(void* rest, unsigned char* block, unsigned size) {
    auto& source = *static_cast<std::string_view*>(rest);
    if (source.size() < size) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(block, source.data(), size);
    source.remove_prefix(size);
    return CAIRO_STATUS_SUCCESS;
}

cairo_status_t append(void* bytes, const unsigned char* block, unsigned size) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(block), size);
    return CAIRO_STATUS_SUCCESS;
}

// cairo keeps colours multiplied by their alpha.
Color color_of(std::uint32_t pixel, bool has_alpha) {
    const std::uint32_t alpha = has_alpha ? pixel >> 24 : 255;
    const auto channel = [&](int shift) {
        const std::uint32_t value = pixel >> shift & 0xFF;
        return static_cast<std::uint8_t>(alpha == 0 ? 0 : (value * 255 + alpha / 2) / alpha);
    };
    return {channel(16), channel(8), channel(0), static_cast<std::uint8_t>(alpha)};
}

}  // namespace

std::string annotate_png(std::string_view bytes, double dpi, const PageWords& words) {
    const std::size_t end = bytes.size() - end_chunk_size;
    return std::string(bytes.substr(0, after_header)) + resolution_chunk(dpi) +
           std::string(bytes.substr(after_header, end - after_header)) + text_chunk("Title", words.title) +
           text_chunk("Description", words.description) + text_chunk("Reweigh recipe", words.recipe) +
           std::string(bytes.substr(end));
}

std::string encode_png(const Grid<Color>& pixels) {
    const Cairo<cairo_surface_t> surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels.width, pixels.height));
    require(cairo_surface_status(surface.get()), "Cannot make a PNG");
    unsigned char* const data = cairo_image_surface_get_data(surface.get());
    const std::ptrdiff_t stride = cairo_image_surface_get_stride(surface.get());
    for (int row = 0; row < pixels.height; ++row)
        for (int column = 0; column < pixels.width; ++column) {
            const Color color = pixels.at(column, row);
            const std::uint32_t pixel =
                std::uint32_t{color.red} << 16 | std::uint32_t{color.green} << 8 | color.blue;
            std::memcpy(data + (pixels.height - 1 - row) * stride + std::ptrdiff_t{column} * 4, &pixel,
                        sizeof pixel);
        }
    cairo_surface_mark_dirty(surface.get());
    std::string bytes;
    require(cairo_surface_write_to_png_stream(surface.get(), append, &bytes), "Cannot make a PNG");
    return bytes;
}

Grid<Color> decode_png(std::string_view bytes, const std::string& name) {
    const Cairo<cairo_surface_t> surface(cairo_image_surface_create_from_png_stream(take, &bytes));
    require(cairo_surface_status(surface.get()), name);
    Grid<Color> grid;
    grid.width = cairo_image_surface_get_width(surface.get());
    grid.height = cairo_image_surface_get_height(surface.get());
    grid.world = {{0, 0}, {static_cast<double>(grid.width), static_cast<double>(grid.height)}};
    const bool has_alpha = cairo_image_surface_get_format(surface.get()) == CAIRO_FORMAT_ARGB32;
    const unsigned char* const data = cairo_image_surface_get_data(surface.get());
    const std::ptrdiff_t stride = cairo_image_surface_get_stride(surface.get());
    for (std::ptrdiff_t row = grid.height - 1; row >= 0; --row)
        for (std::ptrdiff_t column = 0; column < grid.width; ++column) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, data + row * stride + column * 4, sizeof pixel);
            grid.values.push_back(color_of(pixel, has_alpha));
        }
    return grid;
}

}  // namespace reweigh
