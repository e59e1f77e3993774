#include "core/margin/augmented_margin.h"

#include "core/margin/convex_hull.h"
#include "core/margin/vec3.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

// The distance algorithm of Gilbert, Johnson and Keerthi (1988) for one hull and 0: the point nearest to 0 of
// a simplex shows which corner of the hull lies further down, until none does.
namespace reweigh {
namespace {

using Corners = std::vector<Vec3>;  // of a simplex, at most four

// The point nearest to 0 of the corners' affine hull, where it lies in their convex hull.
std::optional<Vec3> nearest_inside(Vec3 a) { return a; }

std::optional<Vec3> nearest_inside(Vec3 a, Vec3 b) {
    const Vec3 edge = b - a;
    const double share = -dot(a, edge) / dot(edge, edge);
    if (!(share > 0 && share < 1)) return std::nullopt;
    return a + share * edge;
}

std::optional<Vec3> nearest_inside(Vec3 a, Vec3 b, Vec3 c) {
    const Vec3 normal = cross(b - a, c - a);
    const double square = dot(normal, normal);
    if (!(square > 0)) return std::nullopt;
    const Vec3 foot = (dot(normal, a) / square) * normal;
    for (const auto& [from, to] : {std::pair{a, b}, std::pair{b, c}, std::pair{c, a}})
        if (!(dot(normal, cross(to - from, foot - from)) > 0)) return std::nullopt;
    return foot;
}

struct Nearest {
    Vec3 point{};
    Corners corners;  // that hold it
    double square() const { return dot(point, point); }
};

void attempt(std::optional<Vec3> point, const Corners& corners, std::optional<Nearest>& best) {
    if (!point) return;
    if (!best || dot(*point, *point) < best->square()) best = Nearest{*point, corners};
}

// Of the sides, edges and corners of a simplex that does not hold 0.
Nearest nearest_of(const Corners& simplex) {
    std::optional<Nearest> best;
    const std::size_t count = simplex.size();
    for (std::size_t i = 0; i < count; ++i) {
        attempt(nearest_inside(simplex[i]), {simplex[i]}, best);
        for (std::size_t j = i + 1; j < count; ++j) {
            attempt(nearest_inside(simplex[i], simplex[j]), {simplex[i], simplex[j]}, best);
            for (std::size_t k = j + 1; k < count; ++k)
                attempt(nearest_inside(simplex[i], simplex[j], simplex[k]),
                        {simplex[i], simplex[j], simplex[k]}, best);
        }
    }
    return *best;
}

// Only the corners of a class's hull can touch its margin.
std::vector<Vec3> augmented_corners(const Dataset& data) {
    std::vector<Vec3> rows;
    for (const Vec2 p : class_hull(data, 1)) rows.push_back({p.x, p.y, 1});
    for (const Vec2 p : class_hull(data, 0)) rows.push_back({-p.x, -p.y, -1});
    return rows;
}

}  // namespace

std::optional<Line2> augmented_max_margin(const Dataset& data) {
    const std::vector<Vec3> rows = augmented_corners(data);
    if (rows.empty()) return std::nullopt;
    Nearest nearest{rows.front(), {rows.front()}};
    while (true) {
        const Vec3& lowest =
            *std::ranges::min_element(rows, {}, [&](const Vec3& row) { return dot(nearest.point, row); });
        Corners simplex = nearest.corners;
        simplex.push_back(lowest);
        Nearest next = nearest_of(simplex);
        if (!(next.square() < nearest.square())) break;
        nearest = std::move(next);
    }
    const Vec3& z = nearest.point;
    for (const Vec3& row : rows)
        if (!(dot(z, row) > 0)) return std::nullopt;
    const double norm = std::hypot(z[0], z[1]);
    if (!(norm > 0)) return std::nullopt;
    return Line2{{z[0] / norm, z[1] / norm}, -z[2] / norm};
}

}  // namespace reweigh
