#include "core/data/jpeg_tables.h"

#include <cstddef>
#include <cstdint>

namespace reweigh {
namespace {

constexpr std::uint8_t tables_marker = 0xC4, scan_marker = 0xDA;
constexpr std::size_t most_codes = 256;

std::uint8_t byte(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

// The segment whose length stands at `at`; empty where it does not fit.
std::string_view segment(std::string_view bytes, std::size_t at) {
    if (at + 2 > bytes.size()) return {};
    const std::size_t length = static_cast<std::size_t>(byte(bytes, at)) << 8 | byte(bytes, at + 1);
    return length < 2 || at + length > bytes.size() ? std::string_view{} : bytes.substr(at, length);
}

// One table after another: a byte that names it, sixteen counts, as many values as they sum up to.
bool is_sound(std::string_view tables) {
    if (tables.empty()) return false;
    tables.remove_prefix(2);
    while (!tables.empty()) {
        constexpr std::size_t header = 17;
        if (tables.size() < header) return false;
        std::size_t codes = 0;
        for (std::size_t i = 1; i < header; ++i) codes += byte(tables, i);
        if (codes > most_codes || tables.size() < header + codes) return false;
        tables.remove_prefix(header + codes);
    }
    return true;
}

}  // namespace

bool has_sound_tables(std::string_view jpeg) {
    std::size_t at = 2;  // behind the marker that begins the picture
    while (true) {
        while (at + 2 < jpeg.size() && byte(jpeg, at) == 0xFF && byte(jpeg, at + 1) == 0xFF) ++at;  // filling
        if (at + 2 > jpeg.size() || byte(jpeg, at) != 0xFF) return false;
        const std::uint8_t marker = byte(jpeg, at + 1);
        const std::string_view content = segment(jpeg, at + 2);
        if (content.empty() || (marker == tables_marker && !is_sound(content))) return false;
        at += 2 + content.size();
        if (marker == scan_marker) break;
    }
    for (; at + 1 < jpeg.size(); ++at)
        if (byte(jpeg, at) == 0xFF && byte(jpeg, at + 1) == tables_marker && !is_sound(segment(jpeg, at + 2)))
            return false;
    return true;
}

}  // namespace reweigh
