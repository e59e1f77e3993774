#pragma once

#include "core/state/run_record.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace reweigh {

// Of ascending keyframes the nearest to a step; of two equally near the earlier. Not of none.
const Keyframe& nearest_keyframe(const std::vector<KeptKeyframe>& kept, std::int64_t step);

// The keyframes of a run, ascending, one a step. When they outgrow the budget, every second one goes; never
// the first, an edit's, a figure column's or an asked step. PRODUCT.md 5.
class KeyframeStore {
public:
    explicit KeyframeStore(std::size_t budget_bytes) : budget_(budget_bytes) {}

    // Kept under `reason`; where the step has one already, that one stays and takes the reason that protects.
    void add(std::shared_ptr<const Keyframe> keyframe, KeyframeReason reason);

    bool empty() const { return entries_.empty(); }
    bool has(std::int64_t step) const;
    const Keyframe& nearest(std::int64_t step) const { return nearest_keyframe(entries_, step); }
    std::vector<KeyframeMark> marks() const;
    const std::vector<KeptKeyframe>& kept() const { return entries_; }
    std::size_t bytes() const { return bytes_; }

private:
    bool thin();  // false when nothing may go

    std::size_t budget_, bytes_ = 0;
    std::vector<KeptKeyframe> entries_;
};

}  // namespace reweigh
