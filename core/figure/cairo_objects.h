#pragma once

#include <cairo/cairo.h>

#include <memory>
#include <string>

namespace reweigh {

// Owners of cairo's objects; only for the files that may know cairo.
struct CairoDeleter {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
    void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
    void operator()(cairo_scaled_font_t* font) const { cairo_scaled_font_destroy(font); }
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
    void operator()(cairo_glyph_t* glyphs) const { cairo_glyph_free(glyphs); }
};
template <class Object>
using Cairo = std::unique_ptr<Object, CairoDeleter>;

// Throws Error "{what}: {cairo's reason}." unless the status is success.
void require(cairo_status_t status, const std::string& what);

}  // namespace reweigh
