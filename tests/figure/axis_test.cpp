#include "core/figure/axis.h"

#include <doctest/doctest.h>

#include <cmath>

namespace reweigh {
namespace {

std::string texts(const std::vector<Tick>& found) {
    std::string all;
    for (const Tick& tick : found)
        if (!tick.text.empty()) all += (all.empty() ? "" : " ") + tick.text;
    return all;
}
Axis linear(double low, double high) { return {low, high, AxisScale::Linear, "", Ticks::Texts, ""}; }
Axis logarithmic(double low, double high) { return {low, high, AxisScale::Log, "", Ticks::Texts, ""}; }

}  // namespace

TEST_CASE("linear ticks are nice numbers with equal decimals and a true minus") {
    CHECK(texts(ticks(linear(0, 0.6), 104, 30)) == "0.0 0.2 0.4 0.6");
    CHECK(texts(ticks(linear(-1, 1), 104, 40)) == "\u22121 0 1");
    CHECK(texts(ticks(linear(-1, 1), 104, 26)) == "\u22121.0 \u22120.5 0.0 0.5 1.0");
    CHECK(texts(ticks(linear(-1.8, 1.8), 300, 80)) == "\u22121 0 1");
    CHECK(texts(ticks(linear(0, 1'280'000), 300, 100)) == "0 500,000 1,000,000");
    CHECK(texts(ticks(linear(0.001, 0.0043), 100, 25)) == "0.001 0.002 0.003 0.004");
}

TEST_CASE("a tick's suffix stands behind its text") {
    Axis axis = linear(0, 10);
    axis.suffix = "\u00b0";
    CHECK(texts(ticks(axis, 100, 50)) == "0\u00b0 5\u00b0 10\u00b0");
}

TEST_CASE("log ticks are powers of ten with eight minor ticks between two") {
    const auto found = ticks(logarithmic(1, 1204), 300, 50);
    CHECK(texts(found) == "1 10 100 1,000");
    const auto minor =
        std::count_if(found.begin(), found.end(), [](const Tick& t) { return t.text.empty(); });
    CHECK(minor == 3 * 8);
    CHECK(texts(ticks(logarithmic(0.01, 100), 300, 50)) == "0.01 0.1 1 10 100");
    CHECK(texts(ticks(logarithmic(1, 1e8), 100, 30)) == "1 1,000 1,000,000");
}

TEST_CASE("a log axis without two powers of ten has nice numbers") {
    CHECK(texts(ticks(logarithmic(200, 900), 300, 80)) == "200 400 600 800");
}

TEST_CASE("an empty axis has no ticks") {
    CHECK(ticks(linear(1, 1), 100, 20).empty());
    CHECK(ticks(linear(0, 1), 0, 20).empty());
}

TEST_CASE("long tick texts move apart until they do not touch") {
    const auto width = [](std::string_view text) { return 8.0 * static_cast<double>(text.size()); };
    const Axis axis = linear(0, 1'280'000);
    const auto found = ticks_that_fit(axis, 200, 20, width);
    REQUIRE(found.size() >= 2);
    const AxisMap map(axis, 0, 200);
    for (std::size_t i = 1; i < found.size(); ++i)
        CHECK(map(found[i].value) - map(found[i - 1].value) >=
              (width(found[i].text) + width(found[i - 1].text)) / 2);
}

TEST_CASE("a plot maps world to points and back, y downwards") {
    PanelPicture panel;
    panel.plot = {{10, 20}, {110, 70}};
    panel.x = logarithmic(1, 100);
    panel.y = linear(-1, 1);
    const PlotMap map(panel);
    CHECK(map.x(10) == doctest::Approx(60));
    CHECK(map.y(1) == doctest::Approx(20));
    CHECK(map.y(-1) == doctest::Approx(70));
    const Vec2 back = map.inverse(map(Vec2{7.5, 0.3}));
    CHECK(back.x == doctest::Approx(7.5));
    CHECK(back.y == doctest::Approx(0.3));
    CHECK(std::isnan(map.x(0)));
    const Rect box = map(Rect{{1, -1}, {100, 1}});
    CHECK(box.min.x == doctest::Approx(10));
    CHECK(box.min.y == doctest::Approx(20));
    CHECK(box.max.y == doctest::Approx(70));
}

TEST_CASE("a nice ceiling is the next of 1, 2, 5") {
    CHECK(nice_ceiling(0.3) == doctest::Approx(0.5));
    CHECK(nice_ceiling(1) == doctest::Approx(1));
    CHECK(nice_ceiling(2.1) == doctest::Approx(5));
    CHECK(nice_ceiling(600) == doctest::Approx(1000));
}

}  // namespace reweigh
