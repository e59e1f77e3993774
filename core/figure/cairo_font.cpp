#include "core/figure/cairo_font.h"

#include "core/figure/utf8.h"

#include <cairo/cairo-ft.h>
#include <fontconfig/fontconfig.h>

namespace reweigh {
namespace {

constexpr double measuring_em = 1000;  // large: advances in ems come out unrounded

}  // namespace

Cairo<cairo_font_options_t> unhinted() {
    Cairo<cairo_font_options_t> options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    return options;
}

Cairo<cairo_font_face_t> open_font(const std::filesystem::path& file) {
    FcPattern* const pattern = FcPatternCreate();
    FcPatternAddString(pattern, FC_FILE, reinterpret_cast<const FcChar8*>(file.c_str()));
    FcPatternAddInteger(pattern, FC_INDEX, 0);
    Cairo<cairo_font_face_t> face(cairo_ft_font_face_create_for_pattern(pattern));
    FcPatternDestroy(pattern);
    require(cairo_font_face_status(face.get()), "Cannot read the font " + file.string());
    return face;
}

Cairo<cairo_scaled_font_t> measuring_font(cairo_font_face_t* face, double em) {
    cairo_matrix_t size, identity;
    cairo_matrix_init_scale(&size, em, em);
    cairo_matrix_init_identity(&identity);
    Cairo<cairo_scaled_font_t> font(cairo_scaled_font_create(face, &size, &identity, unhinted().get()));
    require(cairo_scaled_font_status(font.get()), "Cannot measure a font");
    return font;
}

Letters::Letters(const FontFace& metrics)
    : metrics_(metrics),
      face_(open_font(metrics.file)),
      measuring_(measuring_font(face_.get(), measuring_em)) {}

const Glyph& Letters::operator[](char32_t point) {
    const auto [place, is_new] = glyphs_.try_emplace(point);
    if (is_new) place->second = measure(point);
    return place->second;
}

Glyph Letters::measure(char32_t point) const {
    const std::string text = to_utf8(point);
    cairo_glyph_t* found = nullptr;
    int count = 0;
    const cairo_status_t status =
        cairo_scaled_font_text_to_glyphs(measuring_.get(), 0, 0, text.data(), static_cast<int>(text.size()),
                                         &found, &count, nullptr, nullptr, nullptr);
    const Cairo<cairo_glyph_t> glyph(found);
    require(status, "Cannot set a letter in " + metrics_.file.string());
    if (count == 0) return {};
    cairo_text_extents_t extents;
    cairo_scaled_font_glyph_extents(measuring_.get(), glyph.get(), 1, &extents);
    const double advance = extents.x_advance / measuring_em;
    const bool is_digit = point >= U'0' && point <= U'9';
    if (!is_digit) return {glyph->index, advance, 0};
    return {glyph->index, metrics_.digit_advance, (metrics_.digit_advance - advance) / 2};
}

}  // namespace reweigh
