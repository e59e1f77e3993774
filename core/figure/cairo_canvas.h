#pragma once

#include "core/figure/canvas.h"

#include <memory>
#include <string>

namespace reweigh {

enum class Background { Opaque, Transparent };

// What a file says beside its picture: title and description for readers and screen readers, and the recipe.
struct PageWords {
    std::string title, description, recipe;
};

// A canvas that becomes a file. Text comes from the files of fonts(), unhinted, digits at one advance; a
// surface is an embedded raster of its grid's size, magnified smoothly. Equal calls give equal bytes, in
// every process. Throws Error when cairo refuses (a size beyond its limits, no memory).
class CairoCanvas final : public Canvas {
public:
    // size: points. Pixels of a PNG: size * dpi / 72, rounded.
    static CairoCanvas png(Vec2 size, double dpi, Background background);
    static CairoCanvas svg(Vec2 size);  // text as outlines
    static CairoCanvas pdf(Vec2 size);  // fonts embedded, text selectable

    CairoCanvas(CairoCanvas&&) noexcept;
    ~CairoCanvas() override;

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
    struct Page;
    explicit CairoCanvas(std::unique_ptr<Page> page);
    std::unique_ptr<Page> page_;
};

}  // namespace reweigh
