#pragma once

#include "core/session/slices.h"
#include "core/session/training.h"
#include "core/state/run_record.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace reweigh {

// A step of a run's past, trained again beside the run: from the keyframe before it, or from step 0, through
// the run's log, to the bits that the run had there. It shares nothing with the run that trains on. Trainer
// thread only.
class ExactReplay {
public:
    // `run`: a record with all keyframes that there are; `step`: at most the record's. Throws what engines
    // throw.
    ExactReplay(const RunRecord& run, std::int64_t step, const EngineMaker& make_engine, int threads);

    std::int64_t from() const { return from_; }  // a keyframe's step, or 0
    std::int64_t at() const { return training_.step(); }
    std::int64_t target() const { return target_; }
    bool is_done() const { return at() == target_; }

    // About 4 ms of it. `now` may stand still.
    void advance(const std::function<std::chrono::steady_clock::time_point()>& now);
    // Of the step, once it is done.
    std::shared_ptr<const Keyframe> keyframe() const { return training_.capture(KeyframeReason::Exact); }

private:
    std::int64_t from_, target_;
    Training training_;
    SliceLength slice_;
};

}  // namespace reweigh
