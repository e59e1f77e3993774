#pragma once

#include "core/state/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reweigh {

struct KeptKeyframe {
    std::shared_ptr<const Keyframe> keyframe;
    KeyframeReason reason = KeyframeReason::Schedule;
};

// A run in values, up to the step of its last keyframe: all that going on, replaying, showing and saving
// need. It never changes. DESIGN.md 2.
struct RunRecord {
    std::shared_ptr<const Scene> scene;
    std::vector<Edit> edits;             // edits[0]: step 0; up to the last keyframe
    std::vector<Edit> script;            // scripted ones that are still to come, ascending
    std::vector<std::int64_t> gestures;  // steps at which a gesture of edits began
    Stop stop;
    std::optional<std::string> finished;  // the reason, where it ended by itself
    std::vector<ReplicaHealth> health;
    std::vector<KeptKeyframe> keyframes;  // ascending, at least one; the run stands at the last
    Series<std::int64_t> readout_steps;
    Series<double> readout_seconds;
    std::vector<Curve> curves;
    double trained_seconds = 0;

    std::int64_t step() const { return keyframes.back().keyframe->step; }
    double epoch() const;
    std::size_t bytes() const;  // of tensors and curves
};

// The run as it was at one of its keyframes: later edits, read-outs and keyframes are gone. Throws Error when
// it has no keyframe at `step`.
RunRecord until(const RunRecord& run, std::int64_t step);

// The one of that number; null where there is none.
std::shared_ptr<const PastRun> past_run(const std::vector<std::shared_ptr<const PastRun>>& past,
                                        std::uint64_t run);

}  // namespace reweigh
