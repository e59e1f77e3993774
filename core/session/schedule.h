#pragma once

#include "core/state/setup.h"

#include <cstdint>
#include <vector>

namespace reweigh {

// Steps at which something is due: 0, round(10^(k / per_decade)) for k = 0, 1, ..., and the pinned ones. It
// follows from the setup alone, never from a clock, so a replay meets the same steps.
class Schedule {
public:
    Schedule(int per_decade, std::vector<std::int64_t> pinned);

    bool contains(std::int64_t step) const;
    std::int64_t next_after(std::int64_t step) const;  // the smallest member > step
    bool is_pinned(std::int64_t step) const;

private:
    std::int64_t log_spaced(int index) const;

    int per_decade_;
    std::vector<std::int64_t> pinned_;  // ascending
};

// 16 per decade and the figures' epochs; 8 per decade and the figures' epochs. DESIGN.md 3 and 6.
Schedule readout_schedule(const Setup& setup, std::int64_t steps_per_epoch);
Schedule keyframe_schedule(const Setup& setup, std::int64_t steps_per_epoch);

}  // namespace reweigh
