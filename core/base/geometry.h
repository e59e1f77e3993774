#pragma once

#include <algorithm>
#include <cmath>

namespace reweigh {

struct Vec2 {
    double x = 0, y = 0;
    friend constexpr bool operator==(const Vec2&, const Vec2&) = default;
};

constexpr Vec2 operator+(Vec2 a, Vec2 b) { return {a.x + b.x, a.y + b.y}; }
constexpr Vec2 operator-(Vec2 a, Vec2 b) { return {a.x - b.x, a.y - b.y}; }
constexpr Vec2 operator-(Vec2 a) { return {-a.x, -a.y}; }
constexpr Vec2 operator*(double s, Vec2 a) { return {s * a.x, s * a.y}; }
constexpr double dot(Vec2 a, Vec2 b) { return a.x * b.x + a.y * b.y; }
constexpr double cross(Vec2 a, Vec2 b) { return a.x * b.y - a.y * b.x; }
inline double length(Vec2 a) { return std::hypot(a.x, a.y); }

struct Rect {
    Vec2 min, max;
    constexpr double width() const { return max.x - min.x; }
    constexpr double height() const { return max.y - min.y; }
    constexpr Vec2 center() const { return 0.5 * (min + max); }
    constexpr bool contains(Vec2 p) const {
        return p.x >= min.x && p.x <= max.x && p.y >= min.y && p.y <= max.y;
    }
    friend constexpr bool operator==(const Rect&, const Rect&) = default;
};

constexpr Rect joined(Rect rect, Vec2 p) {
    return {{std::min(rect.min.x, p.x), std::min(rect.min.y, p.y)},
            {std::max(rect.max.x, p.x), std::max(rect.max.y, p.y)}};
}
// max below min where they have nothing in common.
constexpr Rect common(Rect a, Rect b) {
    return {{std::max(a.min.x, b.min.x), std::max(a.min.y, b.min.y)},
            {std::min(a.max.x, b.max.x), std::min(a.max.y, b.max.y)}};
}

// The points p with dot(normal, p) == offset; the normal has length 1 and points to the positive class.
struct Line2 {
    Vec2 normal{1, 0};
    double offset = 0;
    double signed_distance(Vec2 p) const { return dot(normal, p) - offset; }
};

}  // namespace reweigh
