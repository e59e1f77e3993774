#pragma once

#include "core/state/live.h"
#include "core/state/setup.h"

#include <cstdint>
#include <optional>
#include <string>

namespace reweigh {

// A number of a sentence, in three digits at most, the same in every locale: "0.0448", "2.1e-06".
std::string brief(double value);

// "1:256, seed 3 became non-finite at step 12,340 (lr 3, L2 10)." `model`: what is said of it, or empty.
std::string non_finite_sentence(const Setup& setup, int replica, const Live& live, std::int64_t step,
                                const std::string& model);

// Why a run cannot go on from `current` with `live`: "learning_rate is 30; it must lie between 1e-05 and 10."
// Nothing when it can. What stays as it is needs no excuse: a derived learning rate may lie outside its
// range.
std::optional<std::string> objection(const Live& live, const Live& current, const Setup& setup);

}  // namespace reweigh
