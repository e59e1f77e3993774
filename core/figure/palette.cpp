#include "core/figure/palette.h"

#include "core/figure/colormap.h"

namespace reweigh {
namespace {

constexpr Color rgb(unsigned hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8 & 0xFF),
            static_cast<std::uint8_t>(hex & 0xFF)};
}

Palette with_surface(Palette colors) {
    colors.surface = surface_colors(colors.surface_negative, colors.surface_middle, colors.surface_positive);
    return colors;
}

constexpr Palette light_colors{
    .surface_positive = rgb(0xF3BE84),
    .surface_middle = rgb(0xF7F7F7),
    .surface_negative = rgb(0x9CC8EC),
    .positive = rgb(0x9A3D00),
    .negative = rgb(0x004A80),
    .logistic = rgb(0xB5101C),
    .max_margin = rgb(0x000000),
    .panel = rgb(0xF4F5F7),
    .plot = rgb(0xFFFFFF),
    .gap = rgb(0xE3E6EA),
    .text = rgb(0x1A1C1F),
    .muted = rgb(0x545B66),
    .rule = rgb(0xD5D9DF),
    .border = rgb(0x868E9A),
    .accent = rgb(0x4F40B8),
    .accent_soft = rgb(0xEAE7FA),
    .running = rgb(0x14652E),
    .paused = rgb(0x7A4A00),
    .failed = rgb(0xA30F1A),
    .casing = rgb(0xFFFFFF),
    .surface = {},
};

constexpr Palette dark_colors{
    .surface_positive = rgb(0x744611),
    .surface_middle = rgb(0x23262C),
    .surface_negative = rgb(0x1A4E7A),
    .positive = rgb(0xFFB454),
    .negative = rgb(0x6FC3FF),
    .logistic = rgb(0xFF7B7F),
    .max_margin = rgb(0xFFFFFF),
    .panel = rgb(0x1E2127),
    .plot = rgb(0x15171B),
    .gap = rgb(0x121418),
    .text = rgb(0xE8EAED),
    .muted = rgb(0xA9B0BA),
    .rule = rgb(0x343A43),
    .border = rgb(0x6C7583),
    .accent = rgb(0xB0A4FF),
    .accent_soft = rgb(0x2E2952),
    .running = rgb(0x5CCB7F),
    .paused = rgb(0xF0B429),
    .failed = rgb(0xFF8F92),
    .casing = rgb(0x121418),
    .surface = {},
};

}  // namespace

const Palette& palette(Theme theme) {
    static const Palette light = with_surface(light_colors), dark = with_surface(dark_colors);
    return theme == Theme::Light ? light : dark;
}

}  // namespace reweigh
