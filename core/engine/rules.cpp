#include "core/engine/rules.h"

#include "core/engine/dropout_mask.h"

namespace reweigh {

Rules rules_of(const Replica& replica, const Live& live) {
    const LiveParams& params = live.variants[static_cast<std::size_t>(replica.variant)];
    const ClassWeights weights = weighing_of(replica, live).loss;
    const DropoutRule dropout = dropout_rule(params.dropout);
    return {.positive_weight = weights.positive,
            .negative_weight = weights.negative,
            .reduction = params.reduction,
            .eta = static_cast<float>(params.learning_rate),
            .decay = static_cast<float>(1 - params.learning_rate * params.l2),
            .batch_norm = params.batch_norm,
            .dropout_threshold = dropout.threshold,
            .dropout_scale = dropout.scale};
}

}  // namespace reweigh
