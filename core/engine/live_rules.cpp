#include "core/engine/live_rules.h"

#include "core/base/error.h"

namespace reweigh {

void require_trainable(const Live& live, const Setup& setup) {
    for (const LiveParams& params : live.variants) {
        if (!params.batch_norm) continue;
        if (std::holds_alternative<CnnParams>(setup.model)) throw Error("The CNN has no batch norm.");
        if (!takes_pictures(setup.model) && batch_size(setup) < 2)
            throw Error("Batch norm needs batches of 2 or more points.");
    }
}

}  // namespace reweigh
