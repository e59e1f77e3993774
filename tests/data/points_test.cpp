#include "core/data/points.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/data/kinds.h"

#include <doctest/doctest.h>

#include <cmath>

namespace reweigh {
namespace {

using namespace std::string_literals;

Dataset drawn(std::vector<LabelledPoint> points) { return make_dataset(DrawnParams{std::move(points)}, 1); }

// ||X v|| for the unit vector v at an angle.
double stretch(const Dataset& data, double angle) {
    const Vec2 v{std::cos(angle), std::sin(angle)};
    double squares = 0;
    for (std::int64_t i = 0; i < data.size(); ++i) squares += dot(data.point(i), v) * dot(data.point(i), v);
    return std::sqrt(squares);
}

}  // namespace

TEST_CASE("the digest is SHA-256 over little-endian inputs, labels and weights") {
    const std::string inputs("\x00\x00\x80\x3f\x00\x00\x00\xc0\x00\x00\x00\x3f\x00\x00\x40\x40",
                             16);  // 1 -2 .5 3
    CHECK(drawn({{.at = {1, -2}, .label = 1}, {.at = {0.5, 3}, .label = 0}}).digest ==
          sha256(inputs + "\x01\x00"s));
    CHECK(drawn({{.at = {1, -2}, .label = 1}, {.at = {0.5, 3}, .label = 0, .weight = 2}}).digest ==
          sha256(inputs + "\x01\x00"s + "\x00\x00\x80\x3f\x00\x00\x00\x40"s));
}

TEST_CASE("sigma_max is the largest stretch over all directions") {
    for (const Dataset& data :
         {drawn({{.at = {3, 1}, .label = 1}, {.at = {-1, 2}, .label = 0}, {.at = {0.5, -4}, .label = 1}}),
          make_dataset(MoonsParams{}, 3), make_dataset(SoudryParams{}, 3)}) {
        double largest = 0;
        for (int k = 0; k < 100'000; ++k)
            largest = std::max(largest, stretch(data, k * 3.14159265358979 / 100'000));
        CHECK(data.sigma_max == doctest::Approx(largest).epsilon(1e-9));
        CHECK(derived_learning_rate(data) == 1 / data.sigma_max);
    }
}

TEST_CASE("points that all lie at 0 give no learning rate") {
    const Dataset data = drawn({{.at = {0, 0}, .label = 1}, {.at = {0, 0}, .label = 0}});
    CHECK(data.sigma_max == 0);
    CHECK_THROWS_WITH_AS(derived_learning_rate(data),
                         "All points lie at 0: learning rate cannot be derived, set it.", Error);
}

TEST_CASE("places with both labels are counted once each") {
    CHECK(drawn({{.at = {1, 2}, .label = 1}, {.at = {1, 2}, .label = 1}, {.at = {2, 1}, .label = 0}})
              .notices.empty());
    const LabelledPoint both[] = {{.at = {1, 2}, .label = 1},    {.at = {1, 2}, .label = 0},
                                  {.at = {1, 2}, .label = 0},    {.at = {0.0, 5}, .label = 0},
                                  {.at = {-0.0, 5}, .label = 1}, {.at = {7, 2}, .label = 0}};
    CHECK(to_dataset(both).notices ==
          std::vector<std::string>{"2 points carry both labels; no model can separate them."});
    CHECK(to_dataset(std::span(both, 3)).notices ==
          std::vector<std::string>{"1 point carries both labels; no model can separate it."});
}

TEST_CASE("drawn points keep order, labels and weights, and a box 15 % wider on every side") {
    const Dataset data = drawn({{.at = {-1, 4}, .label = 0}, {.at = {3, 6}, .label = 1, .weight = 0.25}});
    CHECK(data.kind == "points");
    CHECK(data.source == "drawn by hand");
    CHECK(data.point(1) == Vec2{3, 6});
    CHECK(data.labels == std::vector<std::uint8_t>{0, 1});
    CHECK(data.weights == std::vector<float>{1, 0.25});
    CHECK(data.area_box.min.x == doctest::Approx(-1.6));
    CHECK(data.area_box.max.x == doctest::Approx(3.6));
    CHECK(data.area_box.min.y == doctest::Approx(3.7));
    CHECK(data.area_box.max.y == doctest::Approx(6.3));
}

TEST_CASE("a box has a size even where the points have none") {
    const Rect line = drawn({{.at = {1, 0}, .label = 0}, {.at = {1, 2}, .label = 1}}).area_box;
    CHECK(line.width() == doctest::Approx(0.6));
    CHECK(line.height() == doctest::Approx(2.6));
    const Rect point = drawn({{.at = {1, 2}, .label = 0}, {.at = {1, 2}, .label = 1}}).area_box;
    CHECK(point.width() == doctest::Approx(0.3));
    CHECK(point.height() == doctest::Approx(0.3));
}

TEST_CASE("unusable drawn points are refused by number") {
    const std::string expected =
        "Drawn points: point 2 needs a finite place, the label 0 or 1 and a weight above 0.";
    const LabelledPoint good{.at = {0, 0}, .label = 1};
    for (const LabelledPoint& bad :
         {LabelledPoint{.at = {std::nan(""), 0}, .label = 0}, LabelledPoint{.at = {0, 1e39}, .label = 0},
          LabelledPoint{.at = {0, 1}, .label = -1}, LabelledPoint{.at = {0, 1}, .label = 0, .weight = 0},
          LabelledPoint{.at = {0, 1}, .label = 0, .weight = 1e-60}})
        CHECK_THROWS_WITH_AS(drawn({good, bad}), expected.c_str(), Error);
    CHECK_THROWS_WITH_AS(drawn({good}), "Drawn points: 1 drawn, at least one of each class is needed.",
                         Error);
    CHECK_THROWS_WITH_AS(drawn({good, good, good}),
                         "Drawn points: all 3 points are positive; two classes are needed.", Error);
    CHECK_THROWS_WITH_AS(drawn(std::vector<LabelledPoint>(100'001, good)),
                         "Drawn points: more than 100,000 points.", Error);
}

}  // namespace reweigh
