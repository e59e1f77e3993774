#pragma once

#include "core/figure/canvas.h"

#include <imgui.h>

#include <memory>
#include <vector>

namespace reweigh {

// Turns surfaces into what Dear ImGui can draw. The window's keeps a texture per grid (app/gl); a test's may
// return nothing.
class SurfacePainter {
public:
    virtual ~SurfacePainter() = default;
    // Row 0 of the texture is the grid's top row. A null id: nothing is drawn.
    virtual ImTextureID texture(const SurfaceImage& image) = 0;
    // The cloud on transparent ground, a texel per pixel of a rectangle of that size; `place`: world ->
    // pixels of the rectangle. Null where drawing it mark by mark is quicker: while the view moves.
    virtual ImTextureID cloud(const Cloud&, const Placement&, int /*width*/, int /*height*/) { return {}; }
    // A white disc that fills disc_share of its texture. Null: discs are drawn as polygons, which takes ten
    // times as many triangles.
    virtual ImTextureID disc() { return {}; }
    // Pixels as they are; the texture's v = 0 is row 0, the lowest. Null: nothing is drawn.
    virtual ImTextureID picture(const std::shared_ptr<const Grid<Color>>&) { return {}; }
    static constexpr float disc_share = 0.875F;
};

// Where the points of a figure lie on screen.
struct CanvasPlace {
    ImVec2 origin{0, 0};          // pixels
    double pixels_per_point = 1;  // in the window a point is a pixel at scale 1: scale()
};

// A figure's canvas over a Dear ImGui draw list: own dashes, text by em size in the window's fonts, digits at
// one advance, drawn in batches below the 16-bit vertex index. One frame, GUI thread.
class ImGuiCanvas final : public Canvas {
public:
    ImGuiCanvas(ImDrawList& list, CanvasPlace place, SurfacePainter& surfaces);

    void fill(std::span<const Vec2> convex_polygon, Color color) override;
    void line(std::span<const Vec2> path, const Stroke& stroke) override;
    void disc(Vec2 center, double radius, Color color) override;
    void surface(const SurfaceImage& image, Rect at) override;
    void text(Vec2 at, std::string_view text, const TextStyle& style) override;
    Vec2 text_extent(std::string_view text, const TextStyle& style) const override;
    void push_clip(Rect clip) override;
    void pop_clip() override;
    void cloud(const Cloud& cloud, const Placement& place, Rect at) override;

private:
    ImVec2 pixels(Vec2 at) const;
    void fill_rectangle(Color color);
    void solid(std::span<const ImVec2> path, Color color, float width);

    ImDrawList* list_;
    CanvasPlace place_;
    SurfacePainter* surfaces_;
    std::vector<ImVec2> path_;  // scratch of one call
};

}  // namespace reweigh
