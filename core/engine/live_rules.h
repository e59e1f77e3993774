#pragma once

#include "core/state/setup.h"

namespace reweigh {

// Throws Error where the live parameters ask for what no engine can do with this setup.
void require_trainable(const Live& live, const Setup& setup);

}  // namespace reweigh
