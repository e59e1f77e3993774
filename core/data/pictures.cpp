#include "core/data/pictures.h"

#include "core/base/error.h"
#include "core/data/jpeg_tables.h"

#include <cstdlib>
#include <memory>

namespace {

// A picture of a few pixels needs no more; its compressed bytes may claim gigabytes.
constexpr std::size_t most_bytes = std::size_t{16} << 20;

// All zero: stb_image reads tables that a damaged JPEG never set.
void* allocate(std::size_t bytes) { return bytes > most_bytes ? nullptr : std::calloc(bytes, 1); }
void* reallocate(void* memory, std::size_t bytes) {
    return bytes > most_bytes ? nullptr : std::realloc(memory, bytes);
}

}  // namespace

#define STBI_MALLOC(bytes) allocate(bytes)
#define STBI_REALLOC(memory, bytes) reallocate(memory, bytes)
#define STBI_FREE(memory) std::free(memory)
#define STBI_ASSERT(condition) static_cast<void>(0)  // false for some damaged files
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#include <stb/stb_image.h>

namespace reweigh {
namespace {

[[noreturn]] void refuse(const std::string& name) {
    const char* reason = stbi_failure_reason();
    throw Error(name + " cannot be decoded" + (reason == nullptr ? "." : ": " + std::string(reason) + "."));
}

std::string size_text(int width, int height) {
    return std::to_string(width) + " x " + std::to_string(height);
}

PictureFormat format_of(std::string_view bytes, const std::string& name) {
    if (bytes.starts_with("\xFF\xD8\xFF")) return PictureFormat::Jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return PictureFormat::Png;
    throw Error(name + " is neither JPEG nor PNG.");
}

std::vector<std::uint8_t> planes_of(const std::uint8_t* pixels, std::size_t count) {
    std::vector<std::uint8_t> planes(3 * count);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t channel = 0; channel < 3; ++channel)
            planes[channel * count + i] = pixels[3 * i + channel];
    return planes;
}

}  // namespace

Picture decode_picture(std::string_view bytes, const std::string& name, const ImageShape& expected) {
    const PictureFormat format = format_of(bytes, name);
    const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
    if (bytes.size() > most_bytes) throw Error(name + ": more than 16 MB.");
    const int length = static_cast<int>(bytes.size());
    // stb_image writes past the end of a table with more codes than there are.
    if (format == PictureFormat::Jpeg && !has_sound_tables(bytes))
        throw Error(name + " cannot be decoded: its segments or tables are damaged.");
    int width = 0, height = 0, channels = 0;
    if (stbi_info_from_memory(data, length, &width, &height, &channels) == 0) refuse(name);
    if (width != expected.width || height != expected.height)
        throw Error(name + ": " + size_text(width, height) + " pixels, expected " +
                    size_text(expected.width, expected.height) + ".");
    const std::unique_ptr<stbi_uc, decltype(&std::free)> pixels(
        stbi_load_from_memory(data, length, &width, &height, &channels, 3), &std::free);
    if (!pixels) refuse(name);
    return {format,
            planes_of(pixels.get(), static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
}

}  // namespace reweigh
