#include "core/figure/recipe.h"

#include "core/base/error.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace reweigh {
namespace {

constexpr std::string_view png_start = "\x89PNG\r\n\x1a\n", recipe_keyword = "Reweigh recipe";

std::uint32_t big_endian(std::string_view four) {
    std::uint32_t number = 0;
    for (const char byte : four) number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

// The text of an iTXt chunk with the keyword, not compressed: keyword 0 flag method language 0 translated 0
// text.
std::optional<std::string> text_of_chunk(std::string_view content) {
    if (!content.starts_with(recipe_keyword)) return {};
    content.remove_prefix(recipe_keyword.size());
    if (content.size() < 3 || content[0] != '\0' || content[1] != '\0') return {};
    content.remove_prefix(3);
    for (int skipped = 0; skipped < 2; ++skipped) {
        const std::size_t end = content.find('\0');
        if (end == std::string_view::npos) return {};
        content.remove_prefix(end + 1);
    }
    return std::string(content);
}

std::optional<std::string> from_png(std::string_view bytes) {
    bytes.remove_prefix(png_start.size());
    while (bytes.size() >= 12) {
        const std::uint32_t length = big_endian(bytes.substr(0, 4));
        if (length > bytes.size() - 12) return {};
        if (bytes.substr(4, 4) == "iTXt")
            if (auto text = text_of_chunk(bytes.substr(8, length))) return text;
        bytes.remove_prefix(std::size_t{length} + 12);
    }
    return {};
}

// UTF-8 of a number of Unicode.
std::string utf8(std::uint32_t code) {
    const auto tail = [code](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3f)); };
    if (code < 0x80) return {static_cast<char>(code)};
    if (code < 0x800) return {static_cast<char>(0xc0 | code >> 6), tail(0)};
    if (code < 0x10000) return {static_cast<char>(0xe0 | code >> 12), tail(6), tail(0)};
    return {static_cast<char>(0xf0 | (code >> 18 & 7)), tail(12), tail(6), tail(0)};
}

// XML's five entities and references by number.
std::string unescaped(std::string_view xml) {
    static constexpr std::array<std::pair<std::string_view, char>, 5> entities{
        {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}};
    std::string text;
    while (!xml.empty()) {
        const std::size_t before = xml.size();
        for (const auto& [entity, letter] : entities)
            if (xml.starts_with(entity)) {
                text += letter;
                xml.remove_prefix(entity.size());
            }
        if (xml.size() != before) continue;
        if (xml.starts_with("&#")) {
            const bool is_hexadecimal = xml.size() > 2 && xml[2] == 'x';
            const char* const begin = xml.data() + (is_hexadecimal ? 3 : 2);
            std::uint32_t code = 0;
            const auto [end, failure] =
                std::from_chars(begin, xml.data() + xml.size(), code, is_hexadecimal ? 16 : 10);
            if (failure == std::errc() && end != xml.data() + xml.size() && *end == ';' && code < 0x110000) {
                text += utf8(code);
                xml.remove_prefix(static_cast<std::size_t>(end + 1 - xml.data()));
                continue;
            }
        }
        text += xml.front();
        xml.remove_prefix(1);
    }
    return text;
}

std::optional<std::string> from_svg(std::string_view bytes) {
    constexpr std::string_view open = "<metadata>", close = "</metadata>";
    const std::size_t begin = bytes.find(open);
    const std::size_t end = begin == std::string_view::npos ? begin : bytes.find(close, begin);
    if (end == std::string_view::npos) return {};
    return unescaped(bytes.substr(begin + open.size(), end - begin - open.size()));
}

// A literal string of a PDF behind its bracket: escapes, and brackets that match.
std::string literal_string(std::string_view bytes) {
    std::string text;
    int open = 1;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char letter = bytes[i];
        if (letter == '\\' && i + 1 < bytes.size()) {
            const char next = bytes[++i];
            if (next >= '0' && next <= '7') {
                int code = 0;
                std::size_t digits = 0;
                for (; digits < 3 && i + digits < bytes.size() && bytes[i + digits] >= '0' &&
                       bytes[i + digits] <= '7';
                     ++digits)
                    code = 8 * code + (bytes[i + digits] - '0');
                i += digits - 1;
                text += static_cast<char>(code);
            } else {
                text += next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : next;
            }
            continue;
        }
        open += letter == '(' ? 1 : letter == ')' ? -1 : 0;
        if (open == 0) return text;
        text += letter;
    }
    return text;
}

// A hexadecimal string of a PDF: UTF-16, high byte first, behind its mark FEFF.
std::optional<std::string> hexadecimal_string(std::string_view bytes) {
    std::string text;
    std::uint32_t high = 0;
    for (bool is_mark = true; bytes.size() >= 4 && bytes.front() != '>'; is_mark = false) {
        while (!bytes.empty() && (bytes.front() == '\n' || bytes.front() == '\r' || bytes.front() == ' '))
            bytes.remove_prefix(1);
        if (bytes.size() < 4) break;
        std::uint32_t unit = 0;
        const auto [end, failure] = std::from_chars(bytes.data(), bytes.data() + 4, unit, 16);
        if (failure != std::errc() || end != bytes.data() + 4) return {};
        bytes.remove_prefix(4);
        if (is_mark) {
            if (unit != 0xfeff) return {};
        } else if (unit >= 0xd800 && unit < 0xdc00) {
            high = unit;
        } else if (unit >= 0xdc00 && unit < 0xe000) {
            text += utf8(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
        } else {
            text += utf8(unit);
        }
    }
    return text;
}

std::optional<std::string> from_pdf(std::string_view bytes) {
    constexpr std::string_view key = "/Keywords";
    const std::size_t at = bytes.rfind(key);
    if (at == std::string_view::npos) return {};
    bytes.remove_prefix(at + key.size());
    bytes.remove_prefix(std::min(bytes.find_first_not_of(" \r\n"), bytes.size()));
    if (bytes.starts_with('(')) return literal_string(bytes.substr(1));
    if (bytes.starts_with('<')) return hexadecimal_string(bytes.substr(1));
    return {};
}

std::optional<std::string> from_csv(std::string_view bytes) {
    constexpr std::string_view line = "# recipe: ";
    while (bytes.starts_with('#')) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        if (bytes.starts_with(line)) return std::string(bytes.substr(line.size(), end - line.size()));
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    return {};
}

// A file of its own, beside a figure.
std::optional<std::string> from_itself(std::string_view bytes) { return std::string(bytes); }

using Reader = std::optional<std::string> (*)(std::string_view);

struct Format {
    std::string_view start;
    Reader read;
};
constexpr std::array formats{Format{png_start, from_png}, Format{"%PDF-", from_pdf},
                             Format{"# ", from_csv},      Format{"<?xml", from_svg},
                             Format{"<svg", from_svg},    Format{R"({"reweigh_recipe")", from_itself}};

Reader reader_for(std::string_view bytes) {
    for (const Format& format : formats)
        if (bytes.starts_with(format.start)) return format.read;
    return nullptr;
}

}  // namespace

bool is_figure(std::string_view bytes) { return reader_for(bytes) != nullptr; }

std::string read_recipe(std::string_view bytes, const std::string& source) {
    const Reader reader = reader_for(bytes);
    if (reader == nullptr) throw Error(source + " is no figure: neither a PNG, SVG or PDF nor a CSV of one.");
    const std::optional<std::string> recipe = reader(bytes);
    if (recipe && recipe->starts_with('{')) return *recipe;
    throw Error(source + " carries no Reweigh recipe (re-encoding removes it). Look for " +
                std::filesystem::path(source).stem().string() + ".recipe.json beside the original.");
}

}  // namespace reweigh
