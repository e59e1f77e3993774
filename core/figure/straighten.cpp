#include "core/figure/straighten.h"

#include <cmath>
#include <numbers>

namespace reweigh {
namespace {

// The directions from an anchor that pass every point since within the tolerance.
class Sleeve {
public:
    Sleeve(Vec2 anchor, double tolerance) : anchor_(anchor), tolerance_(tolerance) {}

    // Whether a straight piece may end at `point`; narrows the sleeve by it.
    bool reach(Vec2 point) {
        const Vec2 way = point - anchor_;
        const double distance = length(way);
        if (!(distance >= farthest_)) return false;  // it turns back, or is not finite
        farthest_ = distance;
        if (distance <= tolerance_) return true;
        const double direction = std::atan2(way.y, way.x), half = std::asin(tolerance_ / distance);
        if (is_open_) {
            is_open_ = false;
            middle_ = direction;
            low_ = -half;
            high_ = half;
            return true;
        }
        const double turn = std::remainder(direction - middle_, 2 * std::numbers::pi);
        if (turn < low_ || turn > high_) return false;
        low_ = std::max(low_, turn - half);
        high_ = std::min(high_, turn + half);
        return true;
    }

private:
    Vec2 anchor_;
    double tolerance_, farthest_ = 0;
    bool is_open_ = true;
    double middle_ = 0, low_ = 0, high_ = 0;  // radians; low_ and high_ as seen from middle_
};

}  // namespace

std::vector<Vec2> straightened(std::span<const Vec2> path, double tolerance) {
    std::vector<Vec2> kept;
    if (path.empty()) return kept;
    kept.push_back(path.front());
    Sleeve sleeve(path.front(), tolerance);
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (sleeve.reach(path[i])) continue;
        kept.push_back(path[i - 1]);
        sleeve = Sleeve(path[i - 1], tolerance);
        sleeve.reach(path[i]);
    }
    if (path.size() > 1) kept.push_back(path.back());
    return kept;
}

}  // namespace reweigh
