#pragma once

#include "core/state/snapshot.h"

#include <optional>
#include <string>
#include <string_view>

namespace reweigh {

// From when on a variant's models, or all, have every training picture right, at the first read-out of each:
// "9 of 9 models, from epoch 35 to 45", or with the name of the variant "9 of 9 models of plain, from ...";
// empty while every model has training errors, and where nobody looked. SCIENCE.md 2.2.
std::string fitted_text(const Snapshot& snapshot, std::optional<int> variant, std::string_view name = {});

}  // namespace reweigh
