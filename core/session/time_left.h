#pragma once

#include "core/state/snapshot.h"

#include <optional>
#include <string>

namespace reweigh {

// "0:09", "1:13", "2:03:40": whole seconds, rounded up.
std::string clock_text(double seconds);

// The step at which the run ends by its epochs or steps; nothing where neither limits it.
std::optional<std::int64_t> last_step(const Snapshot& snapshot);

// "1:13 left" by the time that the steps up to the last read-out took; empty before there is one, without an
// end, and of a run that does not train.
std::string time_left_text(const Snapshot& snapshot);

}  // namespace reweigh
