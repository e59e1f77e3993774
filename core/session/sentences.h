#pragma once

#include "core/state/live.h"
#include "core/state/setup.h"

#include <cstdint>
#include <optional>
#include <string>

namespace reweigh {

// "12,340".
std::string with_thousands(std::int64_t number);

// "1:256, seed 3 became non-finite at step 12,340 (lr 3, L2 10)." `model`: what is said of it, or empty.
std::string non_finite_sentence(const Setup& setup, int replica, const Live& live, std::int64_t step,
                                const std::string& model);

// Why `live` cannot be trained with: "learning_rate is 30; it must lie between 1e-05 and 10." Nothing when it
// can.
std::optional<std::string> objection(const Live& live, const Setup& setup);

}  // namespace reweigh
