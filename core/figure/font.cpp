#include "core/figure/font.h"

#include "core/base/error.h"
#include "core/figure/cairo_font.h"

#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace reweigh {
namespace {

constexpr int regular_weight = 400;
constexpr double measuring_size = 1000;  // ems are divided out: large, so that nothing is rounded

using Pattern = std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)>;

const FcChar8* bytes(const std::string& text) { return reinterpret_cast<const FcChar8*>(text.c_str()); }

std::string string_of(const FcPattern* pattern, const char* property) {
    FcChar8* text = nullptr;
    if (FcPatternGetString(pattern, property, 0, &text) != FcResultMatch) return {};
    return reinterpret_cast<const char*>(text);
}

// The file of an upright face of exactly this family and weight; fontconfig itself would answer with another.
std::optional<std::filesystem::path> find_file(const std::string& family, int weight) {
    const double wanted = FcWeightFromOpenTypeDouble(weight);
    const Pattern pattern(FcPatternCreate(), &FcPatternDestroy);
    FcPatternAddString(pattern.get(), FC_FAMILY, bytes(family));
    FcPatternAddDouble(pattern.get(), FC_WEIGHT, wanted);
    FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddInteger(pattern.get(), FC_WIDTH, FC_WIDTH_NORMAL);
    FcPatternAddBool(pattern.get(), FC_VARIABLE, FcFalse);
    FcConfigSubstitute(nullptr, pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());
    FcResult result = FcResultNoMatch;
    const Pattern match(FcFontMatch(nullptr, pattern.get(), &result), &FcPatternDestroy);
    if (!match || string_of(match.get(), FC_FAMILY) != family) return std::nullopt;
    double found = 0;
    FcBool is_variable = FcFalse;
    FcPatternGetDouble(match.get(), FC_WEIGHT, 0, &found);
    FcPatternGetBool(match.get(), FC_VARIABLE, 0, &is_variable);
    if (is_variable == FcTrue || found != wanted) return std::nullopt;
    return string_of(match.get(), FC_FILE);
}

FontFace measure(const std::filesystem::path& file) {
    const Cairo<cairo_scaled_font_t> font = measuring_font(open_font(file).get(), measuring_size);
    cairo_font_extents_t extents;
    cairo_scaled_font_extents(font.get(), &extents);
    double widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit) {
        const std::array<char, 2> text{digit, '\0'};
        cairo_text_extents_t glyph;
        cairo_scaled_font_text_extents(font.get(), text.data(), &glyph);
        widest = std::max(widest, glyph.x_advance);
    }
    return {file, extents.ascent / measuring_size, extents.descent / measuring_size, widest / measuring_size};
}

}  // namespace

FontFamily find_fonts(std::span<const FontChoice> choices) {
    std::string names;
    for (const FontChoice& choice : choices) {
        const auto regular = find_file(choice.name, regular_weight);
        const auto semi_bold = find_file(choice.name, choice.semi_bold);
        if (regular && semi_bold) return {choice.name, measure(*regular), measure(*semi_bold)};
        names += (names.empty() ? "" : " nor ") + choice.name;
    }
    throw Error("No font found: neither " + names +
                " is installed with a regular and a bold weight (packages fonts-inter, fonts-dejavu-core).");
}

const FontFamily& fonts() {
    static const FontFamily family =
        find_fonts(std::array{FontChoice{"Inter", 600}, FontChoice{"DejaVu Sans", 700}});
    return family;
}

}  // namespace reweigh
