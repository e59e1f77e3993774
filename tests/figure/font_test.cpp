#include "core/figure/font.h"

#include "core/base/error.h"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>

namespace reweigh {

TEST_CASE("the two weights of the font are files of one family") {
    const FontFamily& family = fonts();
    CHECK((family.name == "Inter" || family.name == "DejaVu Sans"));
    for (const FontFace& face : {family.regular, family.semi_bold}) {
        CHECK(std::filesystem::is_regular_file(face.file));
        CHECK(face.ascent > 0.7);
        CHECK(face.descent > 0.15);
        CHECK(face.ascent + face.descent < 1.4);
        CHECK(face.digit_advance > 0.5);
        CHECK(face.digit_advance < 0.8);
    }
    CHECK(family.regular.file != family.semi_bold.file);
}

TEST_CASE("the first family that is installed wins") {
    const std::array choices{FontChoice{"No Such Family", 600}, FontChoice{"DejaVu Sans", 700}};
    const FontFamily family = find_fonts(choices);
    CHECK(family.name == "DejaVu Sans");
    CHECK(family.regular.ascent + family.regular.descent == doctest::Approx(1.164).epsilon(0.001));
}

TEST_CASE("a missing font is one sentence that names what to install") {
    const std::array choices{FontChoice{"No Such Family", 600}, FontChoice{"Nor This", 700}};
    CHECK_THROWS_WITH_AS(
        find_fonts(choices),
        "No font found: neither No Such Family nor Nor This is installed with a regular and a bold weight "
        "(packages fonts-inter, fonts-dejavu-core).",
        Error);
}

}  // namespace reweigh
