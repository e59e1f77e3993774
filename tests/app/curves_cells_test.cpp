#include "app/panels/curves_cells.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace reweigh;

TEST_CASE("a narrow region has one column of plots, a wide one several, never more than six") {
    const auto count = [](double width, double height) {
        return plot_cells({{0, 44}, {width, 44 + height}}, 40).size();
    };
    CHECK(count(388, 760) == 6);
    CHECK(count(388, 400) == 3);
    CHECK(count(388, 100) == 1);
    CHECK(count(760, 170) == 2);
    CHECK(count(1100, 170) == 3);
    CHECK(count(1100, 1000) == 6);
}

TEST_CASE("plots lie inside their region and over none of the others; the lowest carry the texts of x") {
    const Rect region{{0, 44}, {800, 400}};
    const auto cells = plot_cells(region, 40);
    REQUIRE(cells.size() == 4);
    for (const PlotCell& each : cells) {
        CHECK(region.contains(each.cell.min));
        CHECK(region.contains(each.cell.max));
        CHECK(each.cell.height() >= least_plot_pitch);
        CHECK(each.is_highest != each.is_lowest);
        CHECK(std::ranges::none_of(cells, [&](const PlotCell& other) {
            return other.cell != each.cell && other.cell.contains(each.cell.center());
        }));
    }
}
