#pragma once

#include "core/state/live.h"

namespace reweigh {

// The live parameters as a step uses them, rounded to float in double engines too, which so check the
// arithmetic under the same settings. ENGINE.md 3, 4.
struct Rules {
    double positive_weight = 1, negative_weight = 1;
    Reduction reduction = Reduction::R0;
    float eta = 0, decay = 1;  // learning rate, 1 - learning rate x l2
    bool batch_norm = false;
    int dropout_threshold = 0;
    float dropout_scale = 1;
};

// What `live` means for one replica. The learning rate is rounded after the decay is formed: ENGINE.md 4,
// rule 5.
Rules rules_of(const Replica& replica, const Live& live);

}  // namespace reweigh
