#pragma once

#include "core/state/setup.h"

#include <cstdint>
#include <vector>

namespace reweigh {

// Steps at which something is due: 0, round(10^(k / per_decade)) for k = 0, 1, ..., the pinned ones, and as
// densely after an origin; of pictures every epoch to 20, every 5 to 100, every 20 after (SCIENCE.md 2.1). It
// follows from the setup and the edit log, never from a clock, so a replay meets the same steps.
class Schedule {
public:
    Schedule(int per_decade, std::vector<std::int64_t> pinned);
    static Schedule of_epochs(std::int64_t steps_per_epoch, std::vector<std::int64_t> pinned);

    // From now on steps also lie `first` and more behind `origin`, log-spaced again; a former origin is left.
    void begin_again(std::int64_t origin, std::int64_t first);

    bool contains(std::int64_t step) const;
    std::int64_t next_after(std::int64_t step) const;  // the smallest member > step
    bool is_pinned(std::int64_t step) const;
    // Members > from and <= to; where there are more than a thousand, about so many.
    std::int64_t count(std::int64_t from, std::int64_t to) const;

private:
    std::int64_t regular_after(std::int64_t step) const;
    std::int64_t log_spaced(int index) const;
    std::int64_t log_spaced_after(std::int64_t distance) const;

    int per_decade_;
    std::int64_t steps_per_epoch_ = 0;  // 0: log-spaced
    std::int64_t origin_ = 0, first_ = 0;
    std::vector<std::int64_t> pinned_;  // ascending
};

// 16 per decade and the figures' epochs; 8 per decade and the figures' epochs. DESIGN.md 3 and 6.
Schedule readout_schedule(const Setup& setup, std::int64_t steps_per_epoch);
Schedule keyframe_schedule(const Setup& setup, std::int64_t steps_per_epoch);

}  // namespace reweigh
