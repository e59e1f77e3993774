#pragma once

#include "core/state/snapshot.h"

#include <string>

namespace reweigh {

// The state in sentences, for the clipboard, the log and the metadata of files: "Running. Epoch 1,000, weight
// 1:16. MLP edge 0.05 towards +, LR 0.12. 0 of 1,024 errors." `focus`: the replica that is spoken of.
std::string describe(const Snapshot& snapshot, int focus = 0);

}  // namespace reweigh
