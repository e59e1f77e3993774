#include "core/margin/max_margin.h"

#include "core/margin/augmented_margin.h"
#include "core/margin/convex_hull.h"
#include "core/margin/support_vectors.h"

#include <algorithm>
#include <limits>

namespace reweigh {
namespace {

// The hull P - N of all differences of a positive and a negative point: the closest points of two hulls are
// the corner or side of P - N that is closest to 0. Its sides are those of P and of -N, in order of
// direction.
struct Side {
    Vec2 start, edge;                               // of P - N, which lies to the left
    Vec2 positive, negative;                        // start = positive - negative
    Vec2 positive_edge{0, 0}, negative_edge{0, 0};  // edge = positive_edge - negative_edge
};

struct Closest {
    Vec2 normal, origin;  // u*, o*
    double distance = std::numeric_limits<double>::infinity();
};

Vec2 edge_after(const std::vector<Vec2>& corners, std::size_t i) {
    return corners[(i + 1) % corners.size()] - corners[i];
}

bool points_down(Vec2 edge) { return edge.y < 0 || (edge.y == 0 && edge.x < 0); }

// Negative, 0, positive: the direction of `a` comes before that of `b`, they agree, it comes after; turning
// counter-clockwise from the x axis.
double compare_directions(Vec2 a, Vec2 b) {
    if (points_down(a) != points_down(b)) return points_down(a) ? 1 : -1;
    return -cross(a, b);
}

// Both hulls counter-clockwise from their lowest corner. Two single points: one side of length 0.
std::vector<Side> sides_of_difference(const std::vector<Vec2>& positive, const std::vector<Vec2>& negative) {
    std::vector<Vec2> mirrored;
    for (const Vec2 corner : negative) mirrored.push_back(-corner);
    std::rotate(mirrored.begin(),
                std::min_element(mirrored.begin(), mirrored.end(),
                                 [](Vec2 a, Vec2 b) { return a.y < b.y || (a.y == b.y && a.x < b.x); }),
                mirrored.end());
    const std::size_t positive_edges = positive.size() > 1 ? positive.size() : 0;
    const std::size_t negative_edges = mirrored.size() > 1 ? mirrored.size() : 0;
    std::vector<Side> sides;
    std::size_t i = 0, j = 0;
    do {
        const Vec2 p = positive[i % positive.size()], n = -mirrored[j % mirrored.size()];
        Side side{.start = p - n, .edge = {0, 0}, .positive = p, .negative = n};
        const bool more_p = i < positive_edges, more_n = j < negative_edges;
        const double order = more_p && more_n
                                 ? compare_directions(edge_after(positive, i), edge_after(mirrored, j))
                                 : (more_p ? -1.0 : 1.0);
        if (more_p && order <= 0) side.positive_edge = edge_after(positive, i++);
        if (more_n && order >= 0) side.negative_edge = -edge_after(mirrored, j++);
        side.edge = side.positive_edge - side.negative_edge;
        sides.push_back(side);
    } while (i < positive_edges || j < negative_edges);
    return sides;
}

Closest closest_at_corner(Vec2 positive, Vec2 negative) {
    const double distance = length(positive - negative);
    return {(1 / distance) * (positive - negative), 0.5 * (positive + negative), distance};
}

// 0 faces the inside of the side. A corner faces a side of the other hull, or two sides face each other.
Closest closest_at_side(const Side& side) {
    const Vec2 along = (1 / length(side.edge)) * side.edge;
    const Vec2 normal{-along.y, along.x};
    const double distance = dot(normal, side.start);
    if (side.positive_edge == Vec2{}) return {normal, side.positive - 0.5 * distance * normal, distance};
    if (side.negative_edge == Vec2{}) return {normal, side.negative + 0.5 * distance * normal, distance};
    // Measured along the positive side, which ends at `end`; the negative side runs the other way.
    const double end = dot(along, side.positive_edge);
    const double facing_end = dot(along, side.negative - side.positive);
    const double facing_start = facing_end + dot(along, side.negative_edge);
    const double middle = 0.5 * (std::max(0.0, facing_start) + std::min(end, facing_end));
    return {normal, side.positive + middle * along - 0.5 * distance * normal, distance};
}

Closest closest_on(const Side& side) {
    const double reach = dot(side.edge, -side.start), whole = dot(side.edge, side.edge);
    if (reach <= 0) return closest_at_corner(side.positive, side.negative);
    if (reach >= whole)
        return closest_at_corner(side.positive + side.positive_edge, side.negative + side.negative_edge);
    return closest_at_side(side);
}

// Infinitely far where the hulls overlap: then 0 lies to the left of all sides.
Closest closest_points(const std::vector<Vec2>& positive, const std::vector<Vec2>& negative) {
    Closest closest;
    for (const Side& side : sides_of_difference(positive, negative)) {
        if (cross(side.edge, -side.start) > 0) continue;
        if (const Closest candidate = closest_on(side); candidate.distance < closest.distance)
            closest = candidate;
    }
    return closest;
}

}  // namespace

std::optional<Separator> max_margin(const Dataset& data) {
    const std::vector<Vec2> positive = class_hull(data, 1), negative = class_hull(data, 0);
    if (positive.empty() || negative.empty()) return std::nullopt;
    const Closest closest = closest_points(positive, negative);
    const bool overlapping = closest.distance == std::numeric_limits<double>::infinity();
    if (overlapping || closest.distance <= 1e-9 * data.sigma_max) return std::nullopt;
    const Line2 line{closest.normal, dot(closest.normal, closest.origin)};
    const double half_margin = closest.distance / 2;
    return Separator{.kind = Separator::Kind::MaxMargin,
                     .line = line,
                     .origin = closest.origin,
                     .half_margin = half_margin,
                     .support_vectors = support_vectors(data, line, half_margin),
                     .label = "max margin",
                     .augmented = augmented_max_margin(data)};
}

}  // namespace reweigh
