#pragma once

#include "core/state/snapshot.h"

#include <cstdint>
#include <vector>

namespace reweigh {

// The live parameters that trained a run up to a step: an edit of its own step comes after it.
const Live& live_up_to(const Snapshot& snapshot, std::int64_t step);

// Those of a moment of a run (0: the one on screen) become those of "now"; the ones asked for by their step
// stay.
std::vector<View> views_at(const std::vector<View>& views, std::int64_t step, std::uint64_t run = 0);

// The run as it was at a keyframe: step, live parameters, edits, read-outs, batch; its views of that step are
// those of "now". Keyframes, status and pace stay those of the present.
Snapshot at_moment(const Snapshot& present, std::int64_t step);

}  // namespace reweigh
