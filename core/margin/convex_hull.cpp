#include "core/margin/convex_hull.h"

#include <algorithm>

namespace reweigh {
namespace {

bool is_before(Vec2 a, Vec2 b) { return a.y < b.y || (a.y == b.y && a.x < b.x); }

// The side of the hull from the first point of the order to the last, without its last corner.
template <class Iterator>
void append_chain(Iterator first, Iterator last, std::vector<Vec2>& corners) {
    const std::size_t start = corners.size();
    for (; first != last; ++first) {
        while (corners.size() >= start + 2 &&
               cross(corners.back() - corners[corners.size() - 2], *first - corners.back()) <= 0)
            corners.pop_back();
        corners.push_back(*first);
    }
    corners.pop_back();
}

}  // namespace

std::vector<Vec2> convex_hull(std::vector<Vec2> points) {
    std::sort(points.begin(), points.end(), is_before);
    points.erase(std::unique(points.begin(), points.end()), points.end());
    if (points.size() < 3) return points;
    std::vector<Vec2> corners;
    append_chain(points.begin(), points.end(), corners);
    append_chain(points.rbegin(), points.rend(), corners);
    return corners;
}

std::vector<Vec2> class_hull(const Dataset& data, std::uint8_t label) {
    std::vector<Vec2> points;
    for (std::int64_t i = 0; i < data.size(); ++i)
        if (data.labels[static_cast<std::size_t>(i)] == label) points.push_back(data.point(i));
    return points.empty() ? points : convex_hull(std::move(points));
}

}  // namespace reweigh
