#include "core/figure/marks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace reweigh {
namespace {

void fill_square(Canvas& canvas, Vec2 center, double half, Color color) {
    const std::array corners{center + Vec2{-half, -half}, center + Vec2{half, -half},
                             center + Vec2{half, half}, center + Vec2{-half, half}};
    canvas.fill(corners, color);
}

void draw_ring(Canvas& canvas, Vec2 center, double radius, const Stroke& stroke) {
    constexpr int corners = 24;
    std::array<Vec2, corners + 1> path;
    for (int i = 0; i <= corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        path[static_cast<std::size_t>(i)] = center + radius * Vec2{std::cos(angle), std::sin(angle)};
    }
    canvas.line(path, stroke);
}

void draw_shape(Canvas& canvas, Vec2 at, const Mark& mark, double rim, Color color) {
    switch (mark.shape) {
        case MarkShape::Disc:
            return canvas.disc(at, mark.radius + rim, color);
        case MarkShape::Square:
            return fill_square(canvas, at, square_half * mark.radius + rim, color);
        case MarkShape::Ring:
            return draw_ring(canvas, at, mark.radius, {color, mark.radius / 4 + 2 * rim, {}});
    }
}

// Calls paint(place, mark) for every point whose mark may touch `at`, a class after the other.
template <class Paint>
void for_each_mark(const Cloud& cloud, const Placement& place, Rect at, Paint paint) {
    for (std::size_t label = 0; label < cloud.marks.size(); ++label) {
        const Mark& mark = cloud.marks[label];
        const double reach = 2 * mark.radius;
        const Rect seen{at.min - Vec2{reach, reach}, at.max + Vec2{reach, reach}};
        for (std::int64_t i = 0; i < cloud.data->size(); ++i)
            if (cloud.data->labels[static_cast<std::size_t>(i)] == label)
                if (const Vec2 middle = place(cloud.data->point(i)); seen.contains(middle))
                    paint(middle, mark);
    }
}

// Straight alpha "over": `color` with the share `cover` of its alpha above what is there.
void blend(Color& under, Color color, double cover) {
    const double above = cover * color.alpha / 255, below = (1 - above) * under.alpha / 255;
    const double alpha = above + below;
    if (alpha <= 0) return;
    const auto mix = [&](std::uint8_t over, std::uint8_t ground) {
        return static_cast<std::uint8_t>((above * over + below * ground) / alpha + 0.5);
    };
    under = {mix(color.red, under.red), mix(color.green, under.green), mix(color.blue, under.blue),
             static_cast<std::uint8_t>(255 * alpha + 0.5)};
}

// How much of the pixel around `offset` (from a mark's middle) a shape of that size covers.
double disc_cover(Vec2 offset, double radius) { return std::clamp(radius - length(offset) + 0.5, 0.0, 1.0); }
double ring_cover(Vec2 offset, double radius, double half_width) {
    return std::clamp(half_width - std::abs(length(offset) - radius) + 0.5, 0.0, 1.0);
}

struct PixelShape {
    const Mark& mark;
    double rim = 0;

    double reach() const { return mark.radius * (mark.shape == MarkShape::Ring ? 1.125 : 1) + rim + 1; }
    double cover(Vec2 pixel, Vec2 middle) const {
        switch (mark.shape) {
            case MarkShape::Disc:
                return disc_cover(pixel - middle, mark.radius + rim);
            case MarkShape::Ring:
                return ring_cover(pixel - middle, mark.radius, mark.radius / 8 + rim);
            case MarkShape::Square:
                break;
        }
        const double half = square_half * mark.radius + rim, side = std::max(1.0, std::round(2 * half));
        const Vec2 corner{std::round(middle.x - half), std::round(middle.y - half)};
        return Rect{corner, corner + Vec2{side, side}}.contains(pixel) ? 1 : 0;
    }
};

void paint(Grid<Color>& pixels, Vec2 middle, const PixelShape& shape, Color color) {
    const auto bound = [](double at, int most) {
        return static_cast<int>(std::clamp(at, 0.0, static_cast<double>(most)));
    };
    const double reach = shape.reach();
    for (int row = bound(middle.y - reach, pixels.height); row < bound(middle.y + reach + 1, pixels.height);
         ++row)
        for (int column = bound(middle.x - reach, pixels.width);
             column < bound(middle.x + reach + 1, pixels.width); ++column)
            if (const double cover = shape.cover({column + 0.5, row + 0.5}, middle); cover > 0)
                blend(pixels.values[static_cast<std::size_t>(row) * static_cast<std::size_t>(pixels.width) +
                                    static_cast<std::size_t>(column)],
                      color, cover);
}

}  // namespace

void draw_mark(Canvas& canvas, Vec2 at, const Mark& mark) {
    if (mark.casing) draw_shape(canvas, at, mark, mark.casing->width, mark.casing->color);
    draw_shape(canvas, at, mark, 0, mark.color);
}

void Canvas::cloud(const Cloud& cloud, const Placement& place, Rect at) {
    for_each_mark(cloud, place, at,
                  [this](Vec2 middle, const Mark& mark) { draw_mark(*this, middle, mark); });
}

Rect extent(const Cloud& cloud, const Placement& place) {
    constexpr double far = std::numeric_limits<double>::infinity();
    Rect world{{far, far}, {-far, -far}};
    for (std::int64_t i = 0; i < cloud.data->size(); ++i) world = joined(world, cloud.data->point(i));
    if (cloud.data->size() == 0) return world;
    const Vec2 a = place(world.min), b = place(world.max);
    double reach = 0;
    for (const Mark& mark : cloud.marks)
        reach = std::max(reach, 2 * mark.radius + (mark.casing ? mark.casing->width : 0));
    return {{std::min(a.x, b.x) - reach, std::min(a.y, b.y) - reach},
            {std::max(a.x, b.x) + reach, std::max(a.y, b.y) + reach}};
}

Grid<Color> cloud_pixels(const Cloud& cloud, const Placement& place, int width, int height) {
    const Rect whole{{0, 0}, {static_cast<double>(width), static_cast<double>(height)}};
    const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    Grid<Color> pixels{width, height, whole, std::vector<Color>(count, Color{0, 0, 0, 0})};
    for_each_mark(cloud, place, whole, [&](Vec2 middle, const Mark& mark) {
        if (mark.casing) paint(pixels, middle, {mark, mark.casing->width}, mark.casing->color);
        paint(pixels, middle, {mark}, mark.color);
    });
    return pixels;
}

}  // namespace reweigh
