#include "app/gl/surface_texture.h"

#include "app/gl/api.h"
#include "app/window.h"
#include "core/figure/colormap.h"
#include "core/figure/palette.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

using namespace reweigh;

namespace {

std::vector<Color> texels_of(ImTextureID texture, int count) {
    std::vector<Color> texels(static_cast<std::size_t>(count));
    glBindTexture(GL_TEXTURE_2D, (GLuint)(std::intptr_t)texture);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, texels.data());
    return texels;
}

int difference(Color a, Color b) {
    return std::max({std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
}

}  // namespace

TEST_CASE("a surface has the same colours on the device and in files, within 2 of 255") {
    const Window window("Reweigh test", false);
    gl::SurfaceTextures textures;
    auto grid = std::make_shared<Grid<float>>(Grid<float>{37, 53, {{0, 0}, {1, 1}}, {}});
    for (int i = 0; i < grid->width * grid->height; ++i)
        grid->values.push_back(12 * std::sin(0.37F * static_cast<float>(i)));
    grid->values[5] = std::numeric_limits<float>::infinity();
    grid->values[6] = -std::numeric_limits<float>::infinity();
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const auto& colors = palette(theme).surface;
        const auto texels = texels_of(textures.texture({grid, colors}), grid->width * grid->height);
        int worst = 0;
        for (int row = 0; row < grid->height; ++row)
            for (int column = 0; column < grid->width; ++column) {
                const auto expected = colors[static_cast<std::size_t>(surface_index(grid->at(column, row)))];
                const int from_top = grid->height - 1 - row;
                const auto place = static_cast<std::size_t>(from_top * grid->width + column);
                worst = std::max(worst, difference(texels[place], expected));
            }
        CHECK(worst <= 2);
    }
}

TEST_CASE("a grid is painted once and its texture used again for another grid") {
    const Window window("Reweigh test", false);
    gl::SurfaceTextures textures;
    const auto& colors = palette(Theme::Light).surface;
    const auto make = [] {
        return std::make_shared<Grid<float>>(Grid<float>{4, 4, {{0, 0}, {1, 1}}, std::vector<float>(16)});
    };
    const auto first = make(), second = make();
    const ImTextureID texture = textures.texture({first, colors});
    CHECK(textures.texture({first, colors}) == texture);
    CHECK(textures.texture({second, colors}) != texture);
    textures.end_frame();
    textures.end_frame();
    const auto third = make();
    const ImTextureID reused = textures.texture({third, colors});
    CHECK((reused == texture || texels_of(reused, 16).front() == colors[128]));
    CHECK(textures.texture({nullptr, colors}) == ImTextureID{});
}
