#include "core/figure/svg_canvas.h"

#include "core/figure/export.h"
#include "core/figure/palette.h"
#include "core/figure/recipe.h"
#include "core/figure/svg.h"
#include "tests/figure/sample_picture.h"

#include <doctest/doctest.h>

namespace reweigh {
namespace {

using namespace testing;

const PageWords words{"Weights <fade> & return", "Epoch 1,000.", R"({"seed":1})"};

std::string sample() {
    SvgCanvas canvas(sample_size);
    paint_sample(canvas, Theme::Light);
    return std::move(canvas).finish(words);
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the texts of an SVG stay texts, where and as they are drawn") {
    const std::string svg = sample();
    CHECK_NOTHROW(check_svg(svg, "sample.svg"));
    CHECK(has(svg, "<text x=\"12\" y=\"14\" font-size=\"10\" font-weight=\"600\" fill="));
    CHECK(has(svg, ">Offset, epoch 1,204</text>"));
    CHECK(has(svg, "text-anchor=\"end\""));
    CHECK(has(svg, ">\u22120.75\u00b0</text>"));
    CHECK(has(svg, "text-anchor=\"middle\""));
    CHECK_FALSE(has(svg, "glyph"));
    CHECK(has(svg, "width=\"180pt\" height=\"144pt\" viewBox=\"0 0 180 144\""));
}

TEST_CASE("an SVG of texts has its words and its recipe, in the same bytes each time") {
    const std::string svg = sample();
    CHECK(svg == sample());
    CHECK(has(svg, "<title>Weights &lt;fade&gt; &amp; return</title>"));
    CHECK(read_recipe(svg, "sample.svg") == words.recipe);
}

TEST_CASE("lines, marks, clips and surfaces of an SVG of texts") {
    SvgCanvas canvas({20, 10});
    canvas.push_clip({{1, 2}, {3, 5}});
    canvas.line(std::vector<Vec2>{{0, 0}, {1.23456, -0.0001}}, {Color{255, 0, 16, 51}, 0.5, {1, 2.5}});
    canvas.disc({4, 5}, 1.5, Color{1, 2, 3});
    canvas.pop_clip();
    canvas.fill(std::vector<Vec2>{{0, 0}, {1, 0}, {0, 1}}, Color{});
    canvas.surface({sample_logits(2), palette(Theme::Light).surface}, {{0, 0}, {8, 4}});
    const std::string svg = std::move(canvas).finish({});
    CHECK(has(svg, "<clipPath id=\"clip1\"><rect x=\"1\" y=\"2\" width=\"2\" height=\"3\"/></clipPath>"));
    CHECK(has(svg,
              "<path d=\"M 0 0 L 1.235 0\" fill=\"none\" stroke=\"rgb(255,0,16)\" stroke-opacity=\"0.2\" "
              "stroke-width=\"0.5\" stroke-linejoin=\"round\" stroke-dasharray=\"1 2.5\"/>"));
    CHECK(has(svg, "<circle cx=\"4\" cy=\"5\" r=\"1.5\" fill=\"rgb(1,2,3)\"/>"));
    CHECK(has(svg, "<path d=\"M 0 0 L 1 0 L 0 1 Z\" fill=\"rgb(0,0,0)\"/>"));
    CHECK(has(svg,
              "<image x=\"0\" y=\"0\" width=\"8\" height=\"4\" preserveAspectRatio=\"none\" "
              "href=\"data:image/png;base64,iVBORw0KGgo"));
    CHECK_NOTHROW(check_svg(svg, "x.svg"));
}

TEST_CASE("texts are measured as in every other file") {
    const SvgCanvas texts({10, 10});
    const CairoCanvas outlines = CairoCanvas::svg({10, 10});
    const TextStyle style{.size = 9, .color = {}, .weight = FontWeight::SemiBold};
    CHECK(texts.text_extent("1,204 epochs", style) == outlines.text_extent("1,204 epochs", style));
}

}  // namespace reweigh
