#pragma once

#include "core/base/philox.h"

namespace reweigh {

inline constexpr std::uint32_t draws_at_once = 256;

// Draws first ... first + 255 of the permutation of n entries, `first` a multiple of 4: draw d is an integer
// below n - d (ENGINE.md 4). Draws beyond the last, n - 2, are arbitrary. In the widest vectors of the
// processor.
void draw_permutation(std::uint32_t draws[draws_at_once], const RandomStream& stream, std::uint32_t first,
                      std::uint32_t n);

}  // namespace reweigh
