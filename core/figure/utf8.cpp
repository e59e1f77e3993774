#include "core/figure/utf8.h"

#include <array>

namespace reweigh {
namespace {

constexpr char32_t replacement = 0xFFFD;

// How a sequence begins (first & mask == lead), how long it is, and the least code point it may stand for.
struct Form {
    unsigned mask, lead;
    std::size_t length;
    char32_t least;
};
constexpr std::array forms{Form{0x80, 0x00, 1, 0}, Form{0xE0, 0xC0, 2, 0x80}, Form{0xF0, 0xE0, 3, 0x800},
                           Form{0xF8, 0xF0, 4, 0x10000}};

struct Decoded {
    char32_t point;
    std::size_t length;
};

Decoded decode(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (const Form& form : forms) {
        if ((byte(0) & form.mask) != form.lead) continue;
        if (text.size() < form.length) return {replacement, 1};
        char32_t point = byte(0) & ~form.mask;
        for (std::size_t i = 1; i < form.length; ++i) {
            if ((byte(i) & 0xC0) != 0x80) return {replacement, 1};
            point = point << 6 | (byte(i) & 0x3F);
        }
        const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
        if (point < form.least || point > 0x10FFFF || is_surrogate) return {replacement, 1};
        return {point, form.length};
    }
    return {replacement, 1};
}

}  // namespace

std::u32string code_points(std::string_view text) {
    std::u32string points;
    while (!text.empty()) {
        const Decoded next = decode(text);
        points += next.point;
        text.remove_prefix(next.length);
    }
    return points;
}

std::string to_utf8(char32_t point) {
    std::size_t length = 1;
    while (length < forms.size() && point >= forms[length].least) ++length;
    std::string bytes(length, '\0');
    for (std::size_t i = length - 1; i > 0; --i, point >>= 6)
        bytes[i] = static_cast<char>(0x80 | (point & 0x3F));
    bytes[0] = static_cast<char>(forms[length - 1].lead | point);
    return bytes;
}

}  // namespace reweigh
