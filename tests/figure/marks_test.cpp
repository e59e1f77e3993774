#include "core/figure/marks.h"

#include "core/figure/recording_canvas.h"

#include <doctest/doctest.h>

namespace reweigh {
namespace {

constexpr Color orange{200, 100, 0, 255}, blue{0, 80, 200, 255}, white{255, 255, 255, 255};

Cloud two_points(std::optional<Stroke> casing = {}) {
    auto data = std::make_shared<Dataset>();
    data->inputs = {0, 0, 2, 1};
    data->labels = {1, 0};
    return {std::move(data),
            {Mark{MarkShape::Square, 3, blue, casing}, Mark{MarkShape::Disc, 3, orange, casing}}};
}

// World (x, y) lies at pixel (10 + 8 x, 20 - 8 y).
constexpr Placement place{{10, 20}, {8, -8}};

double sum_of_alpha(const Grid<Color>& pixels) {
    double sum = 0;
    for (const Color& pixel : pixels.values) sum += pixel.alpha / 255.0;
    return sum;
}

}  // namespace

TEST_CASE("without something quicker a cloud is said mark by mark, the negative class first") {
    RecordingCanvas canvas;
    canvas.cloud(two_points(), place, {{0, 0}, {40, 40}});
    const std::string log = canvas.log();
    const auto square = log.find("fill"), disc = log.find("disc");
    REQUIRE(square != std::string::npos);
    REQUIRE(disc != std::string::npos);
    CHECK(square < disc);
    CHECK(log.find("10.00,20.00 radius 3.00") != std::string::npos);
}

TEST_CASE("a mark outside the rectangle is left out") {
    RecordingCanvas canvas;
    canvas.cloud(two_points(), place, {{0, 0}, {15, 40}});
    CHECK(canvas.log().find("disc") != std::string::npos);
    CHECK(canvas.log().find("fill") == std::string::npos);
}

TEST_CASE("pixels of a cloud: each mark covers its area, at its place, in its colour") {
    const Grid<Color> pixels = cloud_pixels(two_points(), place, 40, 40);
    CHECK(pixels.at(10, 20) == orange);
    CHECK(pixels.at(26, 12) == blue);
    CHECK(pixels.at(0, 0).alpha == 0);
    const double disc = 3.14159 * 9, square = 5 * 5;  // 2 x 0.886 x 3 = 5.3 rounds to 5 whole pixels
    CHECK(sum_of_alpha(pixels) == doctest::Approx(disc + square).epsilon(0.03));
}

TEST_CASE("the extent of a cloud holds every mark and its casing") {
    const Rect extent_of = extent(two_points(Stroke{white, 2, {}}), place);
    CHECK(extent_of == Rect{{10 - 8, 12 - 8}, {26 + 8, 20 + 8}});
}

TEST_CASE("a casing lies around a mark and below it") {
    const Grid<Color> pixels = cloud_pixels(two_points(Stroke{white, 2, {}}), place, 40, 40);
    CHECK(pixels.at(10, 20) == orange);
    CHECK(pixels.at(13, 20).red > 240);
    CHECK(pixels.at(14, 20).alpha > 128);
    CHECK(pixels.at(16, 20).alpha == 0);
}

TEST_CASE("a translucent rim over nothing keeps its colour") {
    Cloud cloud = two_points();
    cloud.marks[1].color.alpha = 128;
    const Color middle = cloud_pixels(cloud, place, 40, 40).at(10, 20);
    CHECK(middle == Color{200, 100, 0, 128});
}

TEST_CASE("marks at and beyond the rims of the picture are cut, never written outside") {
    auto data = std::make_shared<Dataset>();
    data->inputs = {0, 0, -1e30F, 1e30F, 1, 1};
    data->labels = {1, 1, 0};
    const Mark ring{MarkShape::Ring, 6, orange, Stroke{white, 1, {}}};
    const Grid<Color> pixels = cloud_pixels({data, {ring, ring}}, {{0, 0}, {9, 9}}, 10, 10);
    CHECK(pixels.values.size() == 100);
    CHECK(sum_of_alpha(pixels) > 1);
}

}  // namespace reweigh
