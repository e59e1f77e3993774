#pragma once

#include <string_view>

namespace reweigh {

// A slider for log2(w+ : w-) from -8 to 8 in quarters, with ticks 1:256 1:16 1:1 16:1 256:1; 42 units high,
// as wide as the column. Filled from 1:1, where it does nothing. True when the value changed.
bool weight_slider(std::string_view label, double& log2_ratio);

}  // namespace reweigh
