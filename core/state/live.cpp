#include "core/state/live.h"

#include <algorithm>
#include <cmath>

namespace reweigh {

double effective_importance(const Replica& replica, const Live& live) {
    const LiveParams& params = live.variants[static_cast<std::size_t>(replica.variant)];
    return std::clamp(replica.weight + params.importance, -8.0, 8.0);
}

ClassWeights class_weights(double log2_ratio, WeightScale scale, int classes) {
    const double positive = std::exp2(std::min(log2_ratio, 0.0));
    const double negative = std::exp2(-std::max(log2_ratio, 0.0));
    const double sum = positive + (classes - 1) * negative;
    const double divisor = scale == WeightScale::Heavier ? 1
                           : scale == WeightScale::Mean  ? sum / classes
                                                         : sum;
    return {positive / divisor, negative / divisor};
}

Weighing weighing_of(const Replica& replica, const Live& live, int classes) {
    const LiveParams& params = live.variants[static_cast<std::size_t>(replica.variant)];
    const double importance = effective_importance(replica, live);
    Weighing weighing;
    if (classes > 2) weighing.target = params.target_class;
    const double of_loss = params.weighting == Weighting::Loss               ? importance
                           : params.weighting == Weighting::BalancedSampling ? -importance
                                                                             : 0;
    weighing.loss = class_weights(of_loss, params.weight_scale, classes);
    if (params.weighting != Weighting::Loss) weighing.kept = class_weights(importance, WeightScale::Heavier);
    return weighing;
}

}  // namespace reweigh
