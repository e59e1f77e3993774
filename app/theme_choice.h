#pragma once

#include "core/config/param.h"

#include <array>

namespace reweigh {

enum class ThemeChoice { Light, Dark, Auto };  // Auto: the desktop's setting, else light
template <>
inline constexpr auto names_of<ThemeChoice> = std::array{
    Name{ThemeChoice::Light, "light", "Light"},
    Name{ThemeChoice::Dark, "dark", "Dark"},
    Name{ThemeChoice::Auto, "auto", "Auto"},
};

}  // namespace reweigh
