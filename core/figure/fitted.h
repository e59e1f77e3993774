#pragma once

#include "core/state/snapshot.h"

#include <optional>
#include <string>

namespace reweigh {

// From when on a variant's models, or all, have every training picture right, at the first read-out of each:
// "no training errors: 9 of 9 models, from epoch 35 to 45"; empty while every model has some, and where
// nobody looked. SCIENCE.md 2.2.
std::string fitted_text(const Snapshot& snapshot, std::optional<int> variant);

}  // namespace reweigh
