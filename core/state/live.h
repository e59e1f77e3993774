#pragma once

#include "core/config/live_params.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace reweigh {

// One trained model of a sweep. `weight`: log2(w+ : w-), its place in the sweep and its name.
struct Replica {
    int variant = 0;
    double weight = 0;
    std::uint64_t seed = 1;
    friend bool operator==(const Replica&, const Replica&) = default;
};

// All live parameters, one set per variant. Small: sent and logged whole.
struct Live {
    std::vector<LiveParams> variants{LiveParams{}};
    friend bool operator==(const Live&, const Live&) = default;
};

// A pause between edits from which on the next one is another gesture. PRODUCT.md 4.
inline constexpr std::chrono::milliseconds gesture_pause{500};

// `live` holds from `step` on.
struct Edit {
    std::int64_t step = 0;
    Live live;
    friend bool operator==(const Edit&, const Edit&) = default;
};

struct ClassWeights {
    double positive = 1, negative = 1;
};

// clamp(replica.weight + its variant's importance, -8, 8): the log2 ratio that a replica trains with.
double effective_importance(const Replica& replica, const Live& live);

// w+ = 2^min(x,0), w- = 2^-max(x,0), then divided by their mean or sum where the scale asks for it.
// SCIENCE.md 0.1.
ClassWeights class_weights(double log2_ratio, WeightScale scale);

}  // namespace reweigh
