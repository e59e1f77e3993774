#include "core/figure/straighten.h"

#include "core/base/philox.h"

#include <doctest/doctest.h>

#include <cmath>

namespace reweigh {
namespace {

double distance_to_segment(Vec2 p, Vec2 a, Vec2 b) {
    const Vec2 along = b - a;
    const double size = dot(along, along);
    const double share = size > 0 ? std::clamp(dot(p - a, along) / size, 0.0, 1.0) : 0;
    return length(p - (a + share * along));
}

// The largest distance of a point of `path` from `line`.
double farthest(const std::vector<Vec2>& path, const std::vector<Vec2>& line) {
    double most = 0;
    for (const Vec2 p : path) {
        double least = 1e300;
        for (std::size_t i = 0; i + 1 < line.size(); ++i)
            least = std::min(least, distance_to_segment(p, line[i], line[i + 1]));
        most = std::max(most, least);
    }
    return most;
}

}  // namespace

TEST_CASE("points on a straight line go, ends and corners stay") {
    std::vector<Vec2> path;
    for (int i = 0; i <= 100; ++i) path.push_back({1.0 * i, 2.0 * i});
    for (int i = 1; i <= 100; ++i) path.push_back({100.0 + i, 200});
    const std::vector<Vec2> line = straightened(path, 0.1);
    REQUIRE(line.size() == 3);
    CHECK(line.front() == path.front());
    CHECK(length(line[1] - Vec2{100, 200}) < 1.5);
    CHECK(line.back() == path.back());
}

TEST_CASE("no point of a curve or of a random walk is farther off than the tolerance") {
    std::vector<Vec2> circle, walk{{0, 0}};
    for (int i = 0; i <= 1000; ++i)
        circle.push_back({100 * std::cos(0.00628 * i), 100 * std::sin(0.00628 * i)});
    for (std::uint32_t i = 0; i < 500; ++i) {
        const auto words = philox(7, {i, 0, 0, 255U << 24});
        walk.push_back(walk.back() + Vec2{std::ldexp(words[0], -32) - 0.3, std::ldexp(words[1], -32) - 0.5});
    }
    for (const auto& path : {circle, walk}) {
        const std::vector<Vec2> line = straightened(path, 0.15);
        CHECK(line.size() < path.size());
        CHECK(farthest(path, line) <= 0.15 + 1e-9);
    }
    CHECK(straightened(circle, 0.15).size() < 120);
}

TEST_CASE("a path that turns back keeps its farthest point; short and odd paths are kept") {
    const std::vector<Vec2> there_and_back{{0, 0}, {5, 0}, {10, 0}, {5, 0}};
    CHECK(straightened(there_and_back, 0.1) == std::vector<Vec2>{{0, 0}, {10, 0}, {5, 0}});
    CHECK(straightened(std::vector<Vec2>{}, 1).empty());
    CHECK(straightened(std::vector<Vec2>{{1, 1}}, 1).size() == 1);
    CHECK(straightened(std::vector<Vec2>{{1, 1}, {1, 1}}, 1).size() == 2);
}

}  // namespace reweigh
