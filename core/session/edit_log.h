#pragma once

#include "core/state/live.h"

#include <cstdint>
#include <vector>

namespace reweigh {

// An edit log begins with step 0 and ascends, one entry a step.

// The live parameters that hold at `step`: those of the last edit up to it.
const Live& live_at(const std::vector<Edit>& edits, std::int64_t step);

// The step of the first edit after `step`, or the largest number.
std::int64_t next_edit_after(const std::vector<Edit>& edits, std::int64_t step);

// `live` holds from `step` on; what the log has for the same step is replaced.
void log_edit(std::vector<Edit>& edits, std::int64_t step, Live live);

}  // namespace reweigh
