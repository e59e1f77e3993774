#include "app/panels/hover.h"

#include "core/figure/contour.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace reweigh;

namespace {

Grid<float> grid_of(const std::function<double(Vec2)>& value, int side = 64) {
    Grid<float> grid{side, side, {{-2, -2}, {2, 2}}, {}};
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column)
            grid.values.push_back(static_cast<float>(value(grid.cell_center(column, row))));
    return grid;
}

}  // namespace

TEST_CASE("between cell centres a bilinear field is read exactly") {
    const auto field = [](Vec2 p) { return 1 + 2 * p.x - 0.5 * p.y + 0.25 * p.x * p.y; };
    const Grid<float> grid = grid_of(field);
    for (const Vec2 at : {Vec2{0, 0}, Vec2{0.123, -1.4}, Vec2{-1.7, 1.03}})
        CHECK(interpolate(grid, at).value() == doctest::Approx(field(at)).epsilon(1e-5));
    CHECK(!interpolate(grid, {2.5, 0}));
}

TEST_CASE("the distance to a straight edge is signed and exact") {
    const double half = std::sqrt(0.5);
    const Grid<float> logits = grid_of([&](Vec2 p) { return 3 * (half * p.x + half * p.y - 0.25); });
    const Edge edge = zero_contour(logits);
    for (const Vec2 at : {Vec2{0.5, 0.5}, Vec2{-0.5, 0}, Vec2{0.3, -0.9}})
        CHECK(distance_to_edge(logits, edge, at).value() ==
              doctest::Approx(half * at.x + half * at.y - 0.25).epsilon(1e-4));
}

TEST_CASE("the distance to a circle comes out within a cell") {
    const Grid<float> logits = grid_of([](Vec2 p) { return 1 - dot(p, p); }, 256);
    CHECK(distance_to_edge(logits, zero_contour(logits), {0.2, 0}).value() ==
          doctest::Approx(0.8).epsilon(1e-3));
    CHECK(distance_to_edge(logits, zero_contour(logits), {0, -1.5}).value() ==
          doctest::Approx(-0.5).epsilon(1e-3));
}

TEST_CASE("without an edge there is no distance to it") {
    const Grid<float> logits = grid_of([](Vec2) { return 1.0; });
    CHECK(!distance_to_edge(logits, zero_contour(logits), {0, 0}));
}

TEST_CASE("the nearest point is read with the weight it trains with and its own loss") {
    Snapshot snapshot = example_snapshot({Replica{0, -4, 1}});
    const Grid<float> logits = grid_of([](Vec2 p) { return p.x + p.y; });
    const HoverReading reading = read_at({0.6, 0.55}, snapshot, 0, &logits, zero_contour(logits));
    REQUIRE(reading.nearest);
    CHECK(reading.nearest->index == 0);
    CHECK(reading.nearest->positive);
    CHECK(reading.nearest->weight == 1.0 / 16);
    CHECK(reading.nearest->loss.value() == doctest::Approx(std::log(1 + std::exp(-1.0))).epsilon(1e-4));
    CHECK(reading.to_separator.value() == doctest::Approx(std::sqrt(0.5) * 1.15));
    CHECK(probability(reading.logit.value()) == doctest::Approx(1 / (1 + std::exp(-1.15))).epsilon(1e-4));

    snapshot.live.variants[0].importance = 4;  // back to 1:1
    CHECK(read_at({0.6, 0.55}, snapshot, 0, nullptr, {}).nearest->weight == 1);
    CHECK(!read_at({0.6, 0.55}, snapshot, 0, nullptr, {}).logit);
}
