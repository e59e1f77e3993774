#pragma once

#include "app/widgets/row.h"

#include <string_view>

namespace reweigh {

inline constexpr double toggle_width = 36;

// An on/off switch at the right of a row. True when it was switched.
bool toggle(std::string_view label, const Row& row, bool& on);

}  // namespace reweigh
