#include "core/figure/palette.h"

#include "core/figure/colormap.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

// WCAG 2.1: relative luminance and contrast ratio.
double luminance(Color color) {
    const auto linear = [](std::uint8_t channel) {
        const double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

double contrast(Color a, Color b) {
    const double first = luminance(a) + 0.05, second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

}  // namespace

TEST_CASE("contrast of black on white is 21") {
    CHECK(contrast({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21));
}

TEST_CASE("text reaches 6:1 on panel and plot in both themes") {
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const Palette& colors = palette(theme);
        for (const Color ground : {colors.panel, colors.plot})
            for (const Color ink :
                 {colors.text, colors.muted, colors.accent, colors.positive, colors.negative, colors.logistic,
                  colors.running, colors.paused, colors.failed})
                CHECK(contrast(ink, ground) >= 6);
    }
}

TEST_CASE("marks reach 3.1:1 on every shade of the surface") {
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const Palette& colors = palette(theme);
        for (const Color shade : colors.surface)
            for (const Color mark : {colors.positive, colors.negative, colors.logistic, colors.max_margin})
                CHECK(contrast(mark, shade) >= 3.1);
    }
}

TEST_CASE("borders of controls reach 3:1 on panel and plot") {
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const Palette& colors = palette(theme);
        CHECK(contrast(colors.border, colors.panel) >= 3);
        CHECK(contrast(colors.border, colors.plot) >= 3);
    }
}

TEST_CASE("the surface runs from the negative colour through the middle to the positive one") {
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const Palette& colors = palette(theme);
        CHECK(colors.surface.front() == colors.surface_negative);
        CHECK(colors.surface.back() == colors.surface_positive);
        for (const std::size_t i : {127u, 128u}) {
            CHECK(std::abs(colors.surface[i].red - colors.surface_middle.red) <= 1);
            CHECK(std::abs(colors.surface[i].green - colors.surface_middle.green) <= 1);
            CHECK(std::abs(colors.surface[i].blue - colors.surface_middle.blue) <= 1);
        }
    }
}

TEST_CASE("neighbouring shades differ by at most two steps of a channel") {
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const Palette& colors = palette(theme);
        for (std::size_t i = 1; i < colors.surface.size(); ++i) {
            CHECK(std::abs(colors.surface[i].red - colors.surface[i - 1].red) <= 2);
            CHECK(std::abs(colors.surface[i].green - colors.surface[i - 1].green) <= 2);
            CHECK(std::abs(colors.surface[i].blue - colors.surface[i - 1].blue) <= 2);
        }
    }
}

TEST_CASE("each half of the surface changes its luminance in one direction") {
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const Palette& colors = palette(theme);
        const double sign =
            theme == Theme::Light ? 1 : -1;  // the middle is the lightest or the darkest shade
        for (std::size_t i = 1; i < 128; ++i)
            CHECK(sign * (luminance(colors.surface[i]) - luminance(colors.surface[i - 1])) > -1e-3);
        for (std::size_t i = 129; i < 256; ++i)
            CHECK(sign * (luminance(colors.surface[i - 1]) - luminance(colors.surface[i])) > -1e-3);
    }
}

TEST_CASE("a logit takes the colour of its probability") {
    CHECK(surface_index(0) == 128);
    CHECK(surface_index(std::log(3.0f)) == 191);  // p = 0.75
    CHECK(surface_index(-1e30f) == 0);
    CHECK(surface_index(std::numeric_limits<float>::infinity()) == 255);
    CHECK(surface_index(std::numeric_limits<float>::quiet_NaN()) == 128);
}

}  // namespace reweigh
