#pragma once

#include "core/session/engine_maker.h"
#include "core/state/live.h"

#include <cstdint>
#include <vector>

namespace reweigh {

// After which step each of these replicas was non-finite for the first time. Slices end where the clock lets
// them, so the replicas are trained again from `finite`, a state of all replicas at an earlier step, and the
// steps are bisected; those that diverge together are trained together. At most as many steps of a replica as
// lie in between, at most two engines a replica, logarithmically few where all diverge at one step.
// `found_at` where a replica stays finite this time (an engine whose bits depend on how many replicas it
// trains).
std::vector<std::int64_t> first_non_finite_steps(const EngineMaker& make_engine, EngineTask task,
                                                 const std::vector<int>& replicas, const EngineState& finite,
                                                 std::int64_t found_at, const std::vector<Edit>& edits);

}  // namespace reweigh
