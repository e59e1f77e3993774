#include "tests/picture/difference.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/figure/png.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

using namespace reweigh;

namespace {

// As it was looked at. Rows count from the top here, as people see pictures.
class Picture {
public:
    explicit Picture(const std::string& name)
        : pixels(decode_png(read_file(std::string(REWEIGH_SOURCE_FOLDER) + "/tests/golden/window/" + name),
                            name)) {}

    Color at(int column, int row) const { return pixels.values[index(column, row)]; }
    void set(int column, int row, Color color) { pixels.values[index(column, row)] = color; }

    Grid<Color> pixels;

private:
    std::size_t index(int column, int row) const {
        return static_cast<std::size_t>(pixels.height - 1 - row) * static_cast<std::size_t>(pixels.width) +
               static_cast<std::size_t>(column);
    }
};

int distance(Color a, Color b) {
    return std::max({std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
}

// One thing that a picture shows: what lies in a box, or only what has a colour there.
struct Thing {
    std::string picture, what;
    int left, top, right, bottom;
    std::optional<Color> color = {};
};

// Paints it over with the ground, the colour of the box's upper left corner. How many pixels changed.
int erase(Picture& picture, const Thing& thing) {
    const Color ground = picture.at(thing.left, thing.top);
    int erased = 0;
    for (int row = thing.top; row < thing.bottom; ++row)
        for (int column = thing.left; column < thing.right; ++column) {
            const Color pixel = picture.at(column, row);
            constexpr int alike = 90, seen = 24;
            if (thing.color && distance(pixel, *thing.color) > alike) continue;
            if (distance(pixel, ground) > seen) ++erased;
            picture.set(column, row, ground);
        }
    return erased;
}

}  // namespace

TEST_CASE("no curve, label, point or button can be missing from a picture of the window") {
    const std::vector<Thing> things{
        {"finished-light.png", "the norm of LR", 840, 630, 1134, 717, Color{0xB5, 0x10, 0x1C}},
        {"finished-light.png", "the norm of the network", 840, 630, 1134, 717, Color{0x30, 0x32, 0x36}},
        {"finished-light.png", "the LR line on the stage", 560, 420, 756, 620, Color{0xB5, 0x10, 0x1C}},
        {"finished-light.png", "a title", 796, 602, 840, 620},
        {"finished-light.png", "a value", 1148, 602, 1186, 620},
        {"finished-light.png", "a line's name", 1146, 649, 1168, 664},
        {"finished-light.png", "a tick's number", 806, 652, 832, 664},
        {"finished-light.png", "an entry of the key", 318, 734, 434, 755},
        {"finished-light.png", "a button", 503, 8, 588, 37},
        {"edited-dark.png", "a point", 522, 141, 531, 150},
        {"edited-dark.png", "a support vector's ring", 498, 266, 512, 280, Color{0xE0, 0xE0, 0xE0}},
        {"edited-dark.png", "the line of an edit", 938, 114, 943, 218},
        {"edited-dark.png", "the words of an edit", 857, 114, 936, 128},
        {"edited-dark.png", "the offset of LR", 840, 256, 1134, 355, Color{0xFF, 0x7B, 0x7F}},
        {"edited-dark.png", "a switch", 246, 336, 286, 355},
        {"edited-dark.png", "a filled button", 322, 8, 410, 36},
    };
    for (const Thing& thing : things) {
        CAPTURE(thing.picture);
        CAPTURE(thing.what);
        const Picture whole(thing.picture);
        Picture erased = whole;
        REQUIRE(erase(erased, thing) >= 12);  // it is where the box says
        CHECK_FALSE(is_alike(difference(whole.pixels, erased.pixels)));
    }
}

TEST_CASE("edges smoothed by another renderer are no difference, nor is a level more or less") {
    for (const char* name : {"edited-dark.png", "finished-light.png"}) {
        const Picture whole(name);
        Picture other = whole;
        for (int row = 0; row < whole.pixels.height; ++row)
            for (int column = 0; column + 1 < whole.pixels.width; ++column) {
                const Color here = whole.at(column, row), next = whole.at(column + 1, row);
                const auto mixed = [&](std::uint8_t a, std::uint8_t b) {
                    const int noise = (7 * row + 3 * column) % 5 - 2;
                    return static_cast<std::uint8_t>(
                        std::clamp(static_cast<int>(std::lround(0.87 * a + 0.13 * b)) + noise, 0, 255));
                };
                other.set(
                    column, row,
                    {mixed(here.red, next.red), mixed(here.green, next.green), mixed(here.blue, next.blue)});
            }
        CHECK(is_alike(difference(whole.pixels, other.pixels)));
    }
}

TEST_CASE("a picture is like itself; one of another size is none of it; another theme is another picture") {
    const Grid<Color> first = Picture("finished-light.png").pixels;
    const PictureDifference none = difference(first, first);
    CHECK(none.mean == 0);
    CHECK(none.strange == 0);
    CHECK_THROWS_AS(difference(first, Picture("points-light.png").pixels), Error);
    Grid<Color> paler = first;
    for (Color& pixel : paler.values) pixel.red = static_cast<std::uint8_t>(pixel.red - pixel.red / 16);
    CHECK_FALSE(is_alike(difference(first, paler)));
}
