#pragma once

#include "core/session/engine_maker.h"
#include "core/state/live.h"

#include <cstdint>
#include <vector>

namespace reweigh {

// After which step a replica's weights are non-finite for the first time. Slices end where the clock lets
// them, so the replica is trained again, alone, from `finite`, a state of all replicas at an earlier step,
// and the step is bisected: at most the steps in between. `found_at` where it stays finite this time (an
// engine whose bits depend on how many replicas it trains).
std::int64_t first_non_finite_step(const EngineMaker& make_engine, EngineTask task, int replica,
                                   const EngineState& finite, std::int64_t found_at,
                                   const std::vector<Edit>& edits);

}  // namespace reweigh
