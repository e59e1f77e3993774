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

// Of the positive class, and of the negative one or of each other one.
struct ClassWeights {
    double positive = 1, negative = 1;
};

// What the importance of a replica comes to.
struct Weighing {
    ClassWeights loss;  // what losses are multiplied by
    ClassWeights kept;  // shares of the training points that stay, in (0, 1]
    int target = 1;     // label of the positive class

    double weight(int label) const { return label == target ? loss.positive : loss.negative; }
    double share(int label) const { return label == target ? kept.positive : kept.negative; }
    bool keeps_all() const { return kept.positive == 1 && kept.negative == 1; }
};

// clamp(replica.weight + its variant's importance, -8, 8): the log2 ratio that a replica trains with.
double effective_importance(const Replica& replica, const Live& live);

// w+ = 2^min(x,0), w- = 2^-max(x,0), then divided by the mean or the sum of all classes' weights where the
// scale asks for it; all classes but one weigh w-. SCIENCE.md 0.1, 2.1.
ClassWeights class_weights(double log2_ratio, WeightScale scale, int classes = 2);

Weighing weighing_of(const Replica& replica, const Live& live, int classes = 2);

}  // namespace reweigh
