#pragma once

#include "core/state/command.h"

#include <chrono>
#include <cstdint>

namespace reweigh {

// How many steps the pace allows by a moment. It only makes the trainer wait: no number depends on it. Time
// counts while training runs, so a pause neither gives nor takes steps.
class Pacer {
public:
    using Moment = std::chrono::steady_clock::time_point;

    // Tenfold unfolds anew from here: a start or an edit.
    void begin(std::int64_t step, std::int64_t steps_per_epoch, Moment now);
    // Training goes on, or another pace holds, after time that does not count.
    void resume(Pace pace, std::int64_t step, Moment now);

    std::int64_t allowed(Moment now) const;                  // training may reach this step by `now`
    Moment due(std::int64_t step) const;                     // the first moment at which `step` is allowed
    double seconds_to(std::int64_t step, Moment now) const;  // until then; 0 where it is allowed

private:
    double seconds_after_resumption(std::int64_t step) const;  // that `step` is due

    Pace pace_ = Pace::Tenfold;
    std::int64_t steps_per_epoch_ = 1;
    std::int64_t origin_ = 0;   // step of the start or the last edit
    std::int64_t resumed_ = 0;  // step at `since_`
    Moment since_{};
    double head_start_ = 0;  // Tenfold: seconds that the epochs between origin and resumption stand for
};

}  // namespace reweigh
