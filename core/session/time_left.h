#pragma once

#include "core/state/snapshot.h"

#include <optional>
#include <string>

namespace reweigh {

// "0:09", "1:13", "2:03:40": whole seconds, rounded up.
std::string clock_text(double seconds);

// The step at which the run ends by its epochs or steps; nothing where neither limits it.
std::optional<std::int64_t> last_step(const Snapshot& snapshot);

// What the steps and read-outs to the end take by the time that those of late took, or more where the pace
// waits longer. Where no step has been timed, by the time up to the last read-out. Nothing before either, and
// without an end.
std::optional<double> seconds_left(const Snapshot& snapshot);
// "1:13 left"; empty where nobody knows, and of a run that does not train.
std::string time_left_text(const Snapshot& snapshot);

// "3 h 20 min": as exact as a guess deserves.
std::string rough_text(double seconds);
// What the whole run takes, from its first step to its end; nothing before a step was timed, and without an
// end.
std::optional<double> whole_run_seconds(const Snapshot& snapshot);
// "about 3 h 20 min for 1,000 epochs of 153 models"; empty where nobody knows.
std::string whole_run_text(const Snapshot& snapshot);
// The same as a sentence for people who start a run that takes a minute or more; else empty.
std::string long_run_sentence(const Snapshot& snapshot);

}  // namespace reweigh
