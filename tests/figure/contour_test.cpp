#include "core/figure/contour.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace reweigh {
namespace {

Grid<float> field(int width, int height, Rect world, const std::function<double(Vec2)>& value) {
    Grid<float> grid{.width = width, .height = height, .world = world, .values = {}};
    for (int row = 0; row < height; ++row)
        for (int column = 0; column < width; ++column)
            grid.values.push_back(static_cast<float>(value(grid.cell_center(column, row))));
    return grid;
}

}  // namespace

TEST_CASE("the edge of a plane lies on its line, up to the rim") {
    const Rect world{{-2, -1}, {2, 1}};
    const auto plane = [](Vec2 p) { return 0.75 * p.x - p.y + 0.25; };
    const auto lines = zero_contour(field(16, 8, world, plane));
    REQUIRE(lines.size() == 1);
    Rect reach{lines[0][0], lines[0][0]};
    for (const Vec2 p : lines[0]) {
        CHECK(plane(p) == doctest::Approx(0).epsilon(1e-6));
        reach = {{std::min(reach.min.x, p.x), std::min(reach.min.y, p.y)},
                 {std::max(reach.max.x, p.x), std::max(reach.max.y, p.y)}};
    }
    CHECK(reach.min.y <= -1);  // y = -1 at x = -5/3
    CHECK(reach.max.y >= 1);   // y = 1 at x = 1
}

TEST_CASE("the edge of a disc is one closed line of its length") {
    const auto cone = [](Vec2 p) { return 1 - length(p); };
    const auto lines = zero_contour(field(128, 128, {{-1.5, -1.5}, {1.5, 1.5}}, cone));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].front() == lines[0].back());
    double around = 0;
    for (std::size_t i = 1; i < lines[0].size(); ++i) around += length(lines[0][i] - lines[0][i - 1]);
    CHECK(around == doctest::Approx(2 * 3.14159265).epsilon(1e-3));
    for (const Vec2 p : lines[0]) CHECK(length(p) == doctest::Approx(1).epsilon(1e-3));
}

TEST_CASE("two islands are two lines and a saddle does not join them") {
    const auto islands = [](Vec2 p) {
        return 0.4 - std::min(length(p - Vec2{-0.7, -0.7}), length(p - Vec2{0.7, 0.7}));
    };
    CHECK(zero_contour(field(40, 40, {{-1.5, -1.5}, {1.5, 1.5}}, islands)).size() == 2);
    // p.x p.y is positive in two quarters: two branches that do not cross.
    const auto lines =
        zero_contour(field(9, 9, {{-1, -1}, {1, 1}}, [](Vec2 p) { return p.x * p.y - 0.001; }));
    CHECK(lines.size() == 2);
    for (const auto& line : lines)
        for (const Vec2 p : line) CHECK(p.x * p.y >= -1e-6);
}

TEST_CASE("a field of one sign has no edge; zero counts as negative") {
    CHECK(zero_contour(field(8, 8, {{0, 0}, {1, 1}}, [](Vec2) { return 3.0; })).empty());
    CHECK(zero_contour(field(8, 8, {{0, 0}, {1, 1}}, [](Vec2) { return 0.0; })).empty());
    CHECK(zero_contour({}).empty());
}

TEST_CASE("cells with a value that is not finite have no edge and the others keep theirs") {
    Grid<float> grid = field(8, 8, {{-1, -1}, {1, 1}}, [](Vec2 p) { return p.x + 0.01; });
    grid.values[8 * 4 + 3] = std::numeric_limits<float>::quiet_NaN();
    const auto lines = zero_contour(grid);
    CHECK(lines.size() == 2);
    for (const auto& line : lines)
        for (const Vec2 p : line) CHECK(p.x == doctest::Approx(-0.01).epsilon(1e-4));
}

}  // namespace reweigh
