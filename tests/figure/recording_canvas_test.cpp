#include "core/figure/recording_canvas.h"

#include "core/figure/palette.h"
#include "core/figure/utf8.h"

#include <doctest/doctest.h>

#include <array>

namespace reweigh {
namespace {

constexpr Color red{255, 0, 16};

}  // namespace

TEST_CASE("a recording has a line per call with rounded numbers") {
    RecordingCanvas canvas;
    const std::array triangle{Vec2{0, 0}, Vec2{1.004, 0}, Vec2{-0.001, 1.0 / 3}};
    canvas.push_clip({{0, 0}, {10, 20}});
    canvas.fill(triangle, red);
    canvas.line(std::span(triangle).first(2), {red, 1.25, {4, 2}});
    canvas.disc({1, 2}, 1.5, with_alpha(red, 0.5));
    canvas.text({3, 4}, "1:16 \u2212", {8, red, Align::Right, FontWeight::SemiBold});
    canvas.pop_clip();
    CHECK(canvas.log() ==
          "push_clip 0.00,0.00 10.00,20.00\n"
          "fill #ff0010ff 0.00,0.00 1.00,0.00 0.00,0.33\n"
          "line #ff0010ff width 1.25 dash 4.00 2.00 along 0.00,0.00 1.00,0.00\n"
          "disc #ff001080 1.00,2.00 radius 1.50\n"
          "text 3.00,4.00 right size 8.00 semi-bold #ff0010ff \"1:16 \u2212\"\n"
          "pop_clip\n");
}

TEST_CASE("a recorded surface tells its lower from its upper half") {
    RecordingCanvas canvas;
    const auto logits = std::make_shared<const Grid<float>>(
        Grid<float>{.width = 2, .height = 2, .world = {}, .values = {-50, -50, 50, 0}});
    canvas.surface({logits, palette(Theme::Light).surface}, {{0, 0}, {5, 5}});
    CHECK(canvas.log() ==
          "surface 2x2 0.00,0.00 5.00,5.00 colors #9cc8ecff #f3be84ff mean 0.000 below 0.750 above\n");
}

TEST_CASE("recorded digits advance by one width and texts scale with their size") {
    const RecordingCanvas canvas;
    const TextStyle small{.size = 8, .color = red}, large{.size = 16, .color = red};
    const double digit = canvas.text_extent("0", small).x;
    for (const char* other : {"1", "4", "7", "9"}) CHECK(canvas.text_extent(other, small).x == digit);
    CHECK(canvas.text_extent("1,204", small).x ==
          doctest::Approx(4 * digit + canvas.text_extent(",", small).x));
    CHECK(canvas.text_extent("offset", large).x ==
          doctest::Approx(2 * canvas.text_extent("offset", small).x));
    CHECK(canvas.text_extent("offset", large).y == doctest::Approx(16 * 1.21));
}

TEST_CASE("UTF-8 is read by code point and damage becomes U+FFFD") {
    CHECK(code_points("a\u00b0\u2212\U0001F600") == U"a\u00b0\u2212\U0001F600");
    CHECK(code_points("\xC3(") == U"\uFFFD(");                // cut short
    CHECK(code_points("\xC0\xAF") == U"\uFFFD\uFFFD");        // over-long
    CHECK(code_points("\xED\xA0\x80").front() == U'\uFFFD');  // surrogate
    CHECK(code_points("\xE2\x88") == U"\uFFFD\uFFFD");        // ends early
}

}  // namespace reweigh
