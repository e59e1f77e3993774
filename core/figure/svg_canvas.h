#pragma once

#include "core/figure/cairo_canvas.h"

#include <string>
#include <string_view>

namespace reweigh {

// A canvas that becomes an SVG whose texts stay texts: they can be edited and searched, and a reader without
// the font sees its own in the same places. A surface is an embedded PNG of its grid's size. Equal calls give
// equal bytes.
class SvgCanvas final : public Canvas {
public:
    explicit SvgCanvas(Vec2 size);  // points

    void fill(std::span<const Vec2> convex_polygon, Color color) override;
    void line(std::span<const Vec2> path, const Stroke& stroke) override;
    void disc(Vec2 center, double radius, Color color) override;
    void surface(const SurfaceImage& image, Rect at) override;
    void text(Vec2 at, std::string_view text, const TextStyle& style) override;
    Vec2 text_extent(std::string_view text, const TextStyle& style) const override;
    void push_clip(Rect clip) override;
    void pop_clip() override;

    // The bytes of the file; the canvas is used up.
    std::string finish(const PageWords& words) &&;

private:
    void add_path(std::span<const Vec2> path, std::string_view end, const std::string& attributes);

    Vec2 size_;
    CairoCanvas measuring_;  // of texts
    std::string body_;
    int clips_ = 0;
};

}  // namespace reweigh
