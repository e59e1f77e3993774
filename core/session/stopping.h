#pragma once

#include "core/state/setup.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace reweigh {

// The step at which `stop` ends a run, or the largest number.
std::int64_t stop_step(const Stop& stop, std::int64_t steps_per_epoch);

// Why a run at `step` ends: "10,000 epochs reached." Nothing while it goes on.
std::optional<std::string> step_reason(const Stop& stop, std::int64_t step, std::int64_t steps_per_epoch);

// The same for the read-outs of all replicas of the model; NaN (parked) does not count.
std::optional<std::string> readout_reason(const Stop& stop, std::span<const double> errors,
                                          std::span<const double> losses);

// Continue after the end: reached limits lie ten times as far, met conditions are dropped.
Stop extended(const Stop& stop, std::int64_t step, std::int64_t steps_per_epoch);

}  // namespace reweigh
