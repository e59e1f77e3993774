#include "core/engine/live_rules.h"

#include "core/base/error.h"

namespace reweigh {

void require_trainable(const Live& live, int batch_size) {
    for (const LiveParams& params : live.variants)
        if (params.batch_norm && batch_size < 2) throw Error("Batch norm needs batches of 2 or more points.");
}

}  // namespace reweigh
