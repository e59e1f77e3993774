#pragma once

#include "core/state/keyframe_disk.h"
#include "core/state/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace reweigh {

// A keyframe of a run, in memory or on the disk.
class KeptKeyframe {
public:
    KeptKeyframe(std::shared_ptr<const Keyframe> keyframe, KeyframeReason its_reason)
        : reason(its_reason), place_(std::move(keyframe)) {}

    KeyframeReason reason;

    std::int64_t step() const;
    bool is_in_memory() const { return std::holds_alternative<InMemory>(place_); }
    std::size_t bytes_in_memory() const { return is_in_memory() ? std::get<InMemory>(place_)->bytes() : 0; }
    // Throws Error when it lies on the disk and cannot be read.
    std::shared_ptr<const Keyframe> load() const;
    // To the disk; false, and nothing changes, when that does not take it.
    bool move_to(KeyframeDisk& disk);

private:
    using InMemory = std::shared_ptr<const Keyframe>;
    std::variant<InMemory, std::shared_ptr<const StoredKeyframe>> place_;
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
    VotesOverTime votes;  // as long as readout_steps, or empty
    double trained_seconds = 0;

    std::int64_t step() const { return keyframes.back().step(); }
    double epoch() const;
    std::size_t bytes() const;  // of tensors, curves and votes, in memory
};

// The run as it was at one of its keyframes: later edits, read-outs and keyframes are gone. Throws Error when
// it has no keyframe at `step`.
RunRecord until(const RunRecord& run, std::int64_t step);

// The one of that number; null where there is none.
std::shared_ptr<const PastRun> past_run(const std::vector<std::shared_ptr<const PastRun>>& past,
                                        std::uint64_t run);

}  // namespace reweigh
