#pragma once

#include "core/base/geometry.h"
#include "core/base/grid.h"
#include "core/data/dataset.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace reweigh {

struct Color {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;
    friend constexpr bool operator==(const Color&, const Color&) = default;
};
constexpr Color with_alpha(Color color, double share) {
    color.alpha = static_cast<std::uint8_t>(share * 255 + 0.5);
    return color;
}

struct Stroke {
    Color color;
    double width = 1;          // points
    std::vector<double> dash;  // on, off, on ... in points; empty: solid
    friend bool operator==(const Stroke&, const Stroke&) = default;
};

enum class Align { Left, Center, Right };
enum class FontWeight { Regular, SemiBold };
struct TextStyle {
    double size = 8;  // em size in points
    Color color;
    Align align = Align::Left;
    FontWeight weight = FontWeight::Regular;
};

// Logits over a rectangle and the 256 colours of p(+) from 0 to 1. Row 0 of the grid is drawn at the bottom.
struct SurfaceImage {
    std::shared_ptr<const Grid<float>> logits;
    std::span<const Color, 256> colors;
};

enum class MarkShape { Disc, Square, Ring };
struct Mark {
    MarkShape shape = MarkShape::Disc;
    double radius = 1.5;  // points
    Color color;
    std::optional<Stroke> casing;
    friend bool operator==(const Mark&, const Mark&) = default;
};

// The points of a data set, marks[label] at each: negative ones first, so that positive ones lie on top.
struct Cloud {
    std::shared_ptr<const Dataset> data;
    std::array<Mark, 2> marks;
    friend bool operator==(const Cloud&, const Cloud&) = default;
};

// World -> canvas, without a turn.
struct Placement {
    Vec2 origin, scale{1, 1};  // where the world's origin lies; canvas units per world unit
    constexpr Vec2 operator()(Vec2 world) const {
        return origin + Vec2{scale.x * world.x, scale.y * world.y};
    }
    friend constexpr bool operator==(const Placement&, const Placement&) = default;
};

// What a figure is drawn on: eight verbs, so a screen, a file and a text log look the same. Unit: point (1/72
// inch), y down. One thread at a time.
class Canvas {
public:
    virtual ~Canvas() = default;
    virtual void fill(std::span<const Vec2> convex_polygon, Color color) = 0;
    virtual void line(std::span<const Vec2> path, const Stroke& stroke) = 0;
    virtual void disc(Vec2 center, double radius, Color color) = 0;
    virtual void surface(const SurfaceImage& image, Rect at) = 0;
    // `at` is on the baseline; UTF-8. All digits advance by the same width.
    virtual void text(Vec2 at, std::string_view text, const TextStyle& style) = 0;
    // Advance width and height (ascent + descent) of a text.
    virtual Vec2 text_extent(std::string_view text, const TextStyle& style) const = 0;
    virtual void push_clip(Rect clip) = 0;
    virtual void pop_clip() = 0;

    // Marks by the thousand, inside `at`. Said in the verbs above, unless a canvas has something quicker.
    virtual void cloud(const Cloud& cloud, const Placement& place, Rect at);
};

}  // namespace reweigh
