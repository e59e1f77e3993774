#include "core/figure/colormap.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

// Ottosson 2020, "A perceptual color space for image processing": linear sRGB -> cone responses -> OKLab.
constexpr Matrix cones_of_rgb{{{0.4122214708, 0.5363325363, 0.0514459929},
                               {0.2119034982, 0.6806995451, 0.1073969566},
                               {0.0883024619, 0.2817188376, 0.6299787005}}};
constexpr Matrix lab_of_cones{{{0.2104542553, 0.7936177850, -0.0040720468},
                               {1.9779984951, -2.4285922050, 0.4505937099},
                               {0.0259040371, 0.7827717662, -0.8086757660}}};
constexpr Matrix cones_of_lab{
    {{1, 0.3963377774, 0.2158037573}, {1, -0.1055613458, -0.0638541728}, {1, -0.0894841775, -1.2914855480}}};
constexpr Matrix rgb_of_cones{{{4.0767416621, -3.3077115913, 0.2309699292},
                               {-1.2684380046, 2.6097574011, -0.3413193965},
                               {-0.0041960863, -0.7034186147, 1.7076147010}}};

Triple operator*(const Matrix& m, const Triple& v) {
    Triple product{};
    for (std::size_t row = 0; row < 3; ++row)
        product[row] = m[row][0] * v[0] + m[row][1] * v[1] + m[row][2] * v[2];
    return product;
}

double to_linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

std::uint8_t from_linear(double linear) {
    const double c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(255 * std::clamp(c, 0.0, 1.0)));
}

Triple to_oklab(Color color) {
    Triple cones = cones_of_rgb * Triple{to_linear(color.red), to_linear(color.green), to_linear(color.blue)};
    for (double& response : cones) response = std::cbrt(response);
    return lab_of_cones * cones;
}

Color from_oklab(const Triple& lab) {
    Triple cones = cones_of_lab * lab;
    for (double& response : cones) response = response * response * response;
    const Triple rgb = rgb_of_cones * cones;
    return {from_linear(rgb[0]), from_linear(rgb[1]), from_linear(rgb[2])};
}

Triple mix(const Triple& from, const Triple& to, double share) {
    Triple mixed{};
    for (std::size_t i = 0; i < 3; ++i) mixed[i] = (1 - share) * from[i] + share * to[i];
    return mixed;
}

}  // namespace

std::array<Color, 256> surface_colors(Color negative, Color middle, Color positive) {
    const Triple center = to_oklab(middle), low = to_oklab(negative), high = to_oklab(positive);
    std::array<Color, 256> colors;
    for (std::size_t i = 0; i < colors.size(); ++i) {
        const double signed_share = 2 * static_cast<double>(i) / 255 - 1;  // -1 ... 1
        colors[i] = from_oklab(mix(center, signed_share < 0 ? low : high, std::abs(signed_share)));
    }
    return colors;
}

int surface_index(float logit) {
    if (std::isnan(logit)) return 128;
    return static_cast<int>(std::lround(255 / (1 + std::exp(-static_cast<double>(logit)))));
}

}  // namespace reweigh
