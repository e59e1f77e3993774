#include "core/figure/cairo_canvas.h"

#include "core/figure/cairo_font.h"
#include "core/figure/colormap.h"
#include "core/figure/png.h"
#include "core/figure/svg.h"
#include "core/figure/utf8.h"

#include <cairo/cairo-pdf.h>
#include <cairo/cairo-svg.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

namespace reweigh {
namespace {

constexpr double farthest = 1e5;  // points; cairo counts in 24 + 8 bits of a pixel
constexpr const char* fixed_date = "2000-01-01T00:00:00Z";

cairo_status_t append(void* bytes, const unsigned char* block, unsigned size) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(block), size);
    return CAIRO_STATUS_SUCCESS;
}

double width_of(Letters& letters, const std::u32string& points) {
    double width = 0;
    for (const char32_t point : points) width += letters[point].advance;
    return width;
}

// The colours of a grid, top row first.
Cairo<cairo_surface_t> raster(const SurfaceImage& image) {
    const Grid<float>& logits = *image.logits;
    Cairo<cairo_surface_t> pixels(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, logits.width, logits.height));
    require(cairo_surface_status(pixels.get()), "Cannot draw a surface");
    unsigned char* const bytes = cairo_image_surface_get_data(pixels.get());
    const std::ptrdiff_t stride = cairo_image_surface_get_stride(pixels.get());
    for (int row = 0; row < logits.height; ++row)
        for (int column = 0; column < logits.width; ++column) {
            const Color color = image.colors[static_cast<std::size_t>(
                surface_index(logits.at(column, logits.height - 1 - row)))];
            const std::uint32_t pixel =
                0xFF000000U | color.red * 0x10000U | color.green * 0x100U | color.blue;
            std::memcpy(bytes + row * stride + column * 4, &pixel, sizeof pixel);
        }
    cairo_surface_mark_dirty(pixels.get());
    return pixels;
}

enum class PageKind { Png, Svg, Pdf };

// Magnified by cairo itself, the pixels at an edge go on outside of it; viewers of vectors see to that.
constexpr cairo_extend_t extend_of(PageKind kind) {
    return kind == PageKind::Png ? CAIRO_EXTEND_PAD : CAIRO_EXTEND_NONE;
}

std::string png_bytes(cairo_surface_t* surface) {
    std::string bytes;
    require(cairo_surface_write_to_png_stream(surface, append, &bytes), "Cannot write a PNG");
    return bytes;
}

void set_pdf_words(cairo_surface_t* surface, const PageWords& words) {
    const auto set = [surface](cairo_pdf_metadata_t field, const std::string& text) {
        if (!text.empty()) cairo_pdf_surface_set_metadata(surface, field, text.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, words.title);
    set(CAIRO_PDF_METADATA_SUBJECT, words.description);
    set(CAIRO_PDF_METADATA_KEYWORDS, words.recipe);
    set(CAIRO_PDF_METADATA_CREATOR, "Reweigh");
    set(CAIRO_PDF_METADATA_CREATE_DATE, fixed_date);
}

std::string size_text(Vec2 size, const char* unit) {
    return std::to_string(std::lround(size.x)) + " x " + std::to_string(std::lround(size.y)) + " " + unit;
}

}  // namespace

// The file that is being drawn.
struct CairoCanvas::Page {
    PageKind kind;
    double dpi = 72;    // of a PNG
    std::string bytes;  // grows while vectors are drawn
    Cairo<cairo_surface_t> target;
    Cairo<cairo_t> context;
    Letters regular{fonts().regular}, semi_bold{fonts().semi_bold};

    explicit Page(PageKind kind_of_file) : kind(kind_of_file) {}

    Letters& letters(FontWeight weight) { return weight == FontWeight::Regular ? regular : semi_bold; }

    void begin(cairo_surface_t* surface, const std::string& size) {
        target.reset(surface);
        require(cairo_surface_status(surface), "Cannot draw a picture of " + size);
        context.reset(cairo_create(surface));
        cairo_set_line_join(context.get(), CAIRO_LINE_JOIN_ROUND);
        cairo_set_font_options(context.get(), unhinted().get());
    }
    void set_color(Color color) const {
        cairo_set_source_rgba(context.get(), color.red / 255.0, color.green / 255.0, color.blue / 255.0,
                              color.alpha / 255.0);
    }
    void trace(std::span<const Vec2> path) const {
        cairo_new_path(context.get());
        for (const Vec2& point : path)
            cairo_line_to(context.get(), std::clamp(point.x, -farthest, farthest),
                          std::clamp(point.y, -farthest, farthest));
    }
    void show(const std::string& text, const std::vector<cairo_glyph_t>& glyphs,
              const std::vector<cairo_text_cluster_t>& clusters) const;
};

// cairo's own PNG glyphs snap to whole pixels, which spoils the spacing of small text: there they are paths.
void CairoCanvas::Page::show(const std::string& text, const std::vector<cairo_glyph_t>& glyphs,
                             const std::vector<cairo_text_cluster_t>& clusters) const {
    const int count = static_cast<int>(glyphs.size());
    if (kind != PageKind::Png)
        return cairo_show_text_glyphs(context.get(), text.data(), static_cast<int>(text.size()),
                                      glyphs.data(), count, clusters.data(), count,
                                      cairo_text_cluster_flags_t{});
    cairo_new_path(context.get());
    cairo_glyph_path(context.get(), glyphs.data(), count);
    cairo_fill(context.get());
}

CairoCanvas CairoCanvas::png(Vec2 size, double dpi, Background background) {
    const Vec2 pixels{std::round(size.x * dpi / 72), std::round(size.y * dpi / 72)};
    auto page = std::make_unique<Page>(PageKind::Png);
    page->dpi = dpi;
    page->begin(cairo_image_surface_create(
                    background == Background::Opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
                    static_cast<int>(pixels.x), static_cast<int>(pixels.y)),
                size_text(pixels, "pixels"));
    cairo_scale(page->context.get(), pixels.x / size.x, pixels.y / size.y);
    return CairoCanvas(std::move(page));
}

CairoCanvas CairoCanvas::svg(Vec2 size) {
    auto page = std::make_unique<Page>(PageKind::Svg);
    page->begin(cairo_svg_surface_create_for_stream(append, &page->bytes, size.x, size.y),
                size_text(size, "points"));
    return CairoCanvas(std::move(page));
}

CairoCanvas CairoCanvas::pdf(Vec2 size) {
    auto page = std::make_unique<Page>(PageKind::Pdf);
    page->begin(cairo_pdf_surface_create_for_stream(append, &page->bytes, size.x, size.y),
                size_text(size, "points"));
    // 1.4 keeps objects readable in every version of cairo: the page size can be read back.
    cairo_pdf_surface_restrict_to_version(page->target.get(), CAIRO_PDF_VERSION_1_4);
    return CairoCanvas(std::move(page));
}

CairoCanvas::CairoCanvas(std::unique_ptr<Page> page) : page_(std::move(page)) {}
CairoCanvas::CairoCanvas(CairoCanvas&&) noexcept = default;
CairoCanvas::~CairoCanvas() = default;

void CairoCanvas::fill(std::span<const Vec2> convex_polygon, Color color) {
    page_->set_color(color);
    page_->trace(convex_polygon);
    cairo_close_path(page_->context.get());
    cairo_fill(page_->context.get());
}

void CairoCanvas::line(std::span<const Vec2> path, const Stroke& stroke) {
    cairo_t* const context = page_->context.get();
    page_->set_color(stroke.color);
    cairo_set_line_width(context, stroke.width);
    cairo_set_line_cap(context, stroke.dash.empty() ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(context, stroke.dash.data(), static_cast<int>(stroke.dash.size()), 0);
    page_->trace(path);
    cairo_stroke(context);
}

// A dot is a short line with round ends: a fifth of the bytes of four curves. Some viewers drop lines without
// any length.
void CairoCanvas::disc(Vec2 center, double radius, Color color) {
    constexpr Vec2 half{0.005, 0};
    line(std::array{center - half, center + half}, {.color = color, .width = 2 * radius, .dash = {}});
}

void CairoCanvas::surface(const SurfaceImage& image, Rect at) {
    const Cairo<cairo_surface_t> pixels = raster(image);
    const Cairo<cairo_pattern_t> pattern(cairo_pattern_create_for_surface(pixels.get()));
    cairo_matrix_t pixels_of_points;
    cairo_matrix_init_scale(&pixels_of_points, image.logits->width / at.width(),
                            image.logits->height / at.height());
    cairo_matrix_translate(&pixels_of_points, -at.min.x, -at.min.y);
    cairo_pattern_set_matrix(pattern.get(), &pixels_of_points);
    cairo_pattern_set_filter(pattern.get(), CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(pattern.get(), extend_of(page_->kind));
    push_clip(at);
    cairo_set_source(page_->context.get(), pattern.get());
    cairo_paint(page_->context.get());
    pop_clip();
}

void CairoCanvas::text(Vec2 at, std::string_view text, const TextStyle& style) {
    Letters& letters = page_->letters(style.weight);
    const std::u32string points = code_points(text);
    const double share = style.align == Align::Left ? 0 : style.align == Align::Center ? 0.5 : 1;
    double x = at.x - share * style.size * width_of(letters, points);
    std::string shown;
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
    for (const char32_t point : points) {
        const Glyph& glyph = letters[point];
        const std::string bytes = to_utf8(point);
        glyphs.push_back({glyph.index, x + glyph.shift * style.size, at.y});
        clusters.push_back({static_cast<int>(bytes.size()), 1});
        shown += bytes;
        x += glyph.advance * style.size;
    }
    page_->set_color(style.color);
    cairo_set_font_face(page_->context.get(), letters.face());
    cairo_set_font_size(page_->context.get(), style.size);
    page_->show(shown, glyphs, clusters);
}

Vec2 CairoCanvas::text_extent(std::string_view text, const TextStyle& style) const {
    Letters& letters = page_->letters(style.weight);
    const FontFace& metrics = letters.metrics();
    return {style.size * width_of(letters, code_points(text)),
            style.size * (metrics.ascent + metrics.descent)};
}

void CairoCanvas::push_clip(Rect clip) {
    cairo_save(page_->context.get());
    cairo_rectangle(page_->context.get(), clip.min.x, clip.min.y, clip.width(), clip.height());
    cairo_clip(page_->context.get());
}

void CairoCanvas::pop_clip() { cairo_restore(page_->context.get()); }

std::string CairoCanvas::finish(const PageWords& words) && {
    const std::unique_ptr<Page> page = std::move(page_);
    require(cairo_status(page->context.get()), "Cannot draw a picture");
    if (page->kind == PageKind::Png) return annotate_png(png_bytes(page->target.get()), page->dpi, words);
    if (page->kind == PageKind::Pdf) set_pdf_words(page->target.get(), words);
    cairo_show_page(page->context.get());
    cairo_surface_finish(page->target.get());
    require(cairo_surface_status(page->target.get()), "Cannot draw a picture");
    return page->kind == PageKind::Svg ? annotate_svg(page->bytes, words) : page->bytes;
}

}  // namespace reweigh
