#include "core/state/live.h"

#include <algorithm>
#include <cmath>

namespace reweigh {

double effective_importance(const Replica& replica, const Live& live) {
    const LiveParams& params = live.variants[static_cast<std::size_t>(replica.variant)];
    return std::clamp(replica.weight + params.importance, -8.0, 8.0);
}

ClassWeights class_weights(double log2_ratio, WeightScale scale) {
    const double positive = std::exp2(std::min(log2_ratio, 0.0));
    const double negative = std::exp2(-std::max(log2_ratio, 0.0));
    const double sum = positive + negative;
    const double divisor = scale == WeightScale::Heavier ? 1 : scale == WeightScale::Mean ? sum / 2 : sum;
    return {positive / divisor, negative / divisor};
}

}  // namespace reweigh
