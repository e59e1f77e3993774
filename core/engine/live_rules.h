#pragma once

#include "core/state/live.h"

namespace reweigh {

// Throws Error where the live parameters ask for what no engine can do with batches of this size.
void require_trainable(const Live& live, int batch_size);

}  // namespace reweigh
