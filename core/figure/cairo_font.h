#pragma once

#include "core/figure/cairo_objects.h"
#include "core/figure/font.h"

#include <filesystem>
#include <map>

namespace reweigh {

// Font files in cairo, without hinting: widths are the font's own at every size and resolution.
Cairo<cairo_font_options_t> unhinted();

// Of `em` units per em. Throws Error that names the file and cairo's reason.
Cairo<cairo_scaled_font_t> measuring_font(cairo_font_face_t* face, double em);

// Throws Error as measuring_font() does.
Cairo<cairo_font_face_t> open_font(const std::filesystem::path& file);

struct Glyph {
    unsigned long index = 0;
    double advance = 0, shift = 0;  // ems; shift: a digit stands in the middle of its advance
};

// The glyphs of one font file, measured when first asked for. One thread at a time.
class Letters {
public:
    explicit Letters(const FontFace& metrics);

    const Glyph& operator[](char32_t point);
    cairo_font_face_t* face() const { return face_.get(); }
    const FontFace& metrics() const { return metrics_; }

private:
    Glyph measure(char32_t point) const;

    FontFace metrics_;
    Cairo<cairo_font_face_t> face_;
    Cairo<cairo_scaled_font_t> measuring_;
    std::map<char32_t, Glyph> glyphs_;
};

}  // namespace reweigh
