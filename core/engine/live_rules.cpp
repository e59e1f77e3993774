#include "core/engine/live_rules.h"

#include "core/base/error.h"

namespace reweigh {

void require_trainable(const Live& live, const Setup& setup) {
    for (const LiveParams& params : live.variants) {
        if (params.weighting != Weighting::Loss && !takes_pictures(setup.model))
            throw Error("Weights of points act on the loss; sampling needs pictures.");
        if (!params.batch_norm) continue;
        const bool of_pictures = takes_pictures(setup.model);
        if (of_pictures && !has_batch_norm(setup.model))
            throw Error("The " + std::string(kind_of_value(setup.model).label) + " has no batch norm.");
        if (!of_pictures && batch_size(setup) < 2)
            throw Error("Batch norm needs batches of 2 or more points.");
    }
}

}  // namespace reweigh
