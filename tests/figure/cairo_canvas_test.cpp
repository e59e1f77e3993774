#include "core/figure/cairo_canvas.h"

#include "core/base/error.h"
#include "core/figure/colormap.h"
#include "core/figure/font.h"
#include "core/figure/png.h"
#include "core/figure/utf8.h"
#include "tests/figure/font_tables.h"
#include "tests/figure/rasterize.h"
#include "tests/figure/sample_picture.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <numbers>

namespace reweigh {
namespace {

using namespace testing;

const PageWords words{"Weights <fade> & return", "Epoch 1,000: offset \u22120.05.", R"({"seed":1})"};

std::string sample(CairoCanvas canvas, Theme theme = Theme::Light) {
    paint_sample(canvas, theme);
    return std::move(canvas).finish(words);
}
std::string sample_png(Theme theme = Theme::Light) {
    return sample(CairoCanvas::png(sample_size, 150, Background::Opaque), theme);
}

int largest_difference(Color a, Color b) {
    return std::max({std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
}

}  // namespace

TEST_CASE("all digits advance by the font's digit advance") {
    const CairoCanvas canvas = CairoCanvas::svg(sample_size);
    for (const FontWeight weight : {FontWeight::Regular, FontWeight::SemiBold}) {
        const FontFace& face = weight == FontWeight::Regular ? fonts().regular : fonts().semi_bold;
        const TextStyle style{.size = 9, .color = {}, .weight = weight};
        for (char digit = '0'; digit <= '9'; ++digit)
            CHECK(canvas.text_extent(std::string(1, digit), style).x ==
                  doctest::Approx(9 * face.digit_advance));
        CHECK(canvas.text_extent("1,204", style).x ==
              doctest::Approx(4 * 9 * face.digit_advance + canvas.text_extent(",", style).x));
        CHECK(canvas.text_extent("x", style).y == doctest::Approx(9 * (face.ascent + face.descent)));
    }
}

TEST_CASE("texts are as wide as the font file says, at every size") {
    const std::array canvases{CairoCanvas::svg(sample_size), CairoCanvas::pdf(sample_size),
                              CairoCanvas::png(sample_size, 96, Background::Opaque)};
    for (const FontFace& face : {fonts().regular, fonts().semi_bold}) {
        const FontTables tables(face.file);
        CHECK(face.ascent == doctest::Approx(tables.ascent()).epsilon(1e-4));
        CHECK(face.descent == doctest::Approx(tables.descent()).epsilon(1e-4));
        const bool is_regular = face.file == fonts().regular.file;
        for (const std::string text : {"classification ratio", "AVA To Wxyz", "\u2212\u00b0\u00d7\u00b1"})
            for (const double size : {5.0, 8.0, 24.0}) {
                double expected = 0;
                for (const char32_t point : code_points(text)) expected += size * tables.advance(point);
                const TextStyle style{.size = size,
                                      .color = {},
                                      .weight = is_regular ? FontWeight::Regular : FontWeight::SemiBold};
                for (const CairoCanvas& canvas : canvases)
                    CHECK(canvas.text_extent(text, style).x == doctest::Approx(expected).epsilon(0.005));
            }
    }
}

TEST_CASE("the pixels of a surface have the colours of its logits") {
    const auto logits = sample_logits(32);
    const double dpi = 72 * 3;
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        CairoCanvas canvas = CairoCanvas::png({32, 32}, dpi, Background::Opaque);
        canvas.surface({logits, palette(theme).surface}, {{0, 0}, {32, 32}});
        const Grid<Color> pixels = decode_png(std::move(canvas).finish({}), "surface");
        REQUIRE(pixels.width == 96);
        for (int row = 0; row < 32; ++row)
            for (int column = 0; column < 32; ++column) {
                const int index = surface_index(logits->at(column, row));
                const Color expected = palette(theme).surface[static_cast<std::size_t>(index)];
                CHECK(largest_difference(pixels.at(3 * column + 1, 3 * row + 1), expected) <= 2);
            }
    }
}

TEST_CASE("equal calls give equal bytes in one process") {
    CHECK(sample_png() == sample_png());
    CHECK(sample(CairoCanvas::svg(sample_size)) == sample(CairoCanvas::svg(sample_size)));
    CHECK(sample(CairoCanvas::pdf(sample_size)) == sample(CairoCanvas::pdf(sample_size)));
}

TEST_CASE("a viewer's picture of SVG and PDF is that of the PNG") {
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const Grid<Color> png = decode_png(sample_png(theme), "png");
        if (const auto svg = rasterize_svg(sample(CairoCanvas::svg(sample_size), theme), 150))
            CHECK(mean_difference(png, *svg) < 0.004);
        else
            MESSAGE("skipped: rsvg-convert is not installed");
        if (const auto pdf = rasterize_pdf(sample(CairoCanvas::pdf(sample_size), theme), 150))
            CHECK(mean_difference(png, *pdf) < 0.01);
        else
            MESSAGE("skipped: pdftoppm is not installed");
    }
    CHECK(mean_difference(decode_png(sample_png(Theme::Light), "png"),
                          decode_png(sample_png(Theme::Dark), "png")) > 0.3);
}

TEST_CASE("a PDF embeds its fonts and carries its words") {
    const std::string pdf = sample(CairoCanvas::pdf(sample_size));
    if (!is_installed("pdffonts")) {
        MESSAGE("skipped: pdffonts is not installed");
        return;
    }
    const std::string used = output_of("pdffonts {file} | tail -n +3 | awk '{print $(NF-4)}'", pdf);
    CHECK(used.starts_with("yes\nyes\n"));
    CHECK(used.find("no") == std::string::npos);
    const std::string facts = output_of("TZ=UTC pdfinfo {file}", pdf);
    CHECK(facts.find("Weights <fade> & return") != std::string::npos);
    CHECK(facts.find("Epoch 1,000: offset \u22120.05.") != std::string::npos);
    CHECK(facts.find(R"({"seed":1})") != std::string::npos);
    CHECK(facts.find("180 x 144 pts") != std::string::npos);
    CHECK(output_of("pdftotext {file} -", pdf).find("max margin") != std::string::npos);
}

TEST_CASE("a transparent PNG keeps its alpha") {
    CairoCanvas canvas = CairoCanvas::png({4, 4}, 72, Background::Transparent);
    fill_rect(canvas, {{0, 0}, {4, 2}}, {200, 100, 50, 128});
    const Grid<Color> pixels = decode_png(std::move(canvas).finish({}), "png");
    CHECK(pixels.at(0, 0) == Color{0, 0, 0, 0});
    CHECK(pixels.at(0, 3).alpha == 128);
    CHECK(largest_difference(pixels.at(0, 3), {200, 100, 50}) <= 1);
}

TEST_CASE("a line that runs far out of the picture keeps its place inside") {
    CairoCanvas canvas = CairoCanvas::png({9, 9}, 72, Background::Opaque);
    canvas.line(std::array{Vec2{-1e12, 4.5}, Vec2{1e12, 4.5}}, {{255, 0, 0}, 1, {}});
    const Grid<Color> pixels = decode_png(std::move(canvas).finish({}), "png");
    for (int column = 0; column < 9; ++column) {
        CHECK(pixels.at(column, 4) == Color{255, 0, 0});
        CHECK(pixels.at(column, 6) == Color{0, 0, 0});
    }
}

TEST_CASE("dashes leave gaps as long as they are told") {
    CairoCanvas canvas = CairoCanvas::png({12, 3}, 72, Background::Opaque);
    canvas.line(std::array{Vec2{0, 1.5}, Vec2{12, 1.5}}, {{255, 255, 255}, 1, {3, 1}});
    const Grid<Color> pixels = decode_png(std::move(canvas).finish({}), "png");
    for (int column = 0; column < 12; ++column) CHECK(pixels.at(column, 1).red == (column % 4 < 3 ? 255 : 0));
}

TEST_CASE("a disc covers its area around its centre") {
    CairoCanvas canvas = CairoCanvas::png({40, 40}, 72, Background::Opaque);
    canvas.disc({20, 20}, 10, {255, 255, 255});
    const Grid<Color> pixels = decode_png(std::move(canvas).finish({}), "png");
    double area = 0, mean_x = 0, mean_y = 0;
    for (int row = 0; row < 40; ++row)
        for (int column = 0; column < 40; ++column) {
            const double share = pixels.at(column, row).red / 255.0;
            area += share;
            mean_x += share * (column + 0.5);
            mean_y += share * (row + 0.5);
        }
    CHECK(area == doctest::Approx(std::numbers::pi * 100).epsilon(0.005));
    CHECK(mean_x / area == doctest::Approx(20).epsilon(0.001));
    CHECK(mean_y / area == doctest::Approx(20).epsilon(0.001));
}

TEST_CASE("a size that cannot be drawn is refused with its pixels") {
    CHECK_THROWS_WITH_AS(
        CairoCanvas::png({40000, 10}, 72, Background::Opaque),
        "Cannot draw a picture of 40000 x 10 pixels: invalid value (typically too big) for the "
        "size of the input (surface, pattern, etc.).",
        Error);
}

}  // namespace reweigh
