#include "core/figure/draw_parts.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace reweigh {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

PanelPicture hundred_points_wide(AxisScale scale = AxisScale::Linear) {
    PanelPicture panel;
    panel.plot = {{0, 0}, {100, 50}};
    panel.x = {scale == AxisScale::Log ? 1.0 : 0.0, 100, scale, "", Ticks::None, ""};
    panel.y = {0, 50, AxisScale::Linear, "", Ticks::None, ""};
    return panel;
}

}  // namespace

TEST_CASE("NaN breaks a curve and leaves lone points") {
    const PlotMap map(hundred_points_wide());
    const auto runs =
        reduce_to_columns({{0, no_value}, {10, 1}, {20, 2}, {30, no_value}, {40, 3}, {50, no_value}}, map, 1);
    REQUIRE(runs.size() == 2);
    CHECK(runs[0] == std::vector<Vec2>{{10, 49}, {20, 48}});
    CHECK(runs[1] == std::vector<Vec2>{{40, 47}});
}

TEST_CASE("a curve of a thousand points a column keeps every column's extremes") {
    const PlotMap map(hundred_points_wide());
    std::vector<Vec2> values;
    for (int i = 0; i < 100'000; ++i)
        values.push_back({i * 1e-3, i == 42'500 ? 49.0 : i == 42'600 ? 0.5 : 10 + i % 3});
    const auto runs = reduce_to_columns(values, map, 1);
    REQUIRE(runs.size() == 1);
    CHECK(runs[0].size() <= 4 * 101);
    double top = 50, bottom = 0;
    for (std::size_t i = 0; i < runs[0].size(); ++i) {
        top = std::min(top, runs[0][i].y);
        bottom = std::max(bottom, runs[0][i].y);
        if (i > 0) CHECK(runs[0][i].x >= runs[0][i - 1].x);
    }
    CHECK(top == doctest::Approx(1));
    CHECK(bottom == doctest::Approx(49.5));
}

TEST_CASE("few points stay as they are on a log axis, without the one at zero") {
    const PlotMap map(hundred_points_wide(AxisScale::Log));
    const auto runs = reduce_to_columns({{0, 5}, {1, 1}, {10, 2}, {100, 3}}, map, 1);
    REQUIRE(runs.size() == 1);
    REQUIRE(runs[0].size() == 3);
    CHECK(runs[0][1].x == doctest::Approx(50));
}

TEST_CASE("touching names move apart as little as can be") {
    CHECK(spread_apart({10, 30, 50}, 15, 0, 100) == std::vector<double>{10, 30, 50});
    CHECK(spread_apart({20, 20}, 10, 0, 100) == std::vector<double>{15, 25});
    CHECK(spread_apart({0, 0, 0}, 10, 0, 100) == std::vector<double>{0, 10, 20});
    CHECK(spread_apart({100, 100, 90}, 10, 0, 100).back() == 100);
    const std::vector<double> wanted{3, 5, 5, 40, 41, 42, 99, 99};
    const auto places = spread_apart(wanted, 12, 0, 100);
    for (std::size_t i = 1; i < places.size(); ++i) CHECK(places[i] - places[i - 1] >= 12 - 1e-9);
    CHECK(places.front() >= 0);
    CHECK(places.back() <= 100);
}

}  // namespace reweigh
