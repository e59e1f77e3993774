#pragma once

#include "core/data/dataset.h"
#include "core/state/live.h"

#include <cstddef>
#include <vector>

namespace reweigh {

// Whether training point i is one of those that a replica is trained on. A smaller share keeps some of the
// points of a larger one. Points of the plane all stay.
bool is_kept(const Dataset& data, const Weighing& weighing, std::size_t i);

// Those points, ascending.
std::vector<std::size_t> kept_points(const Dataset& data, const Weighing& weighing);

}  // namespace reweigh
