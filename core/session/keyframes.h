#pragma once

#include "core/state/run_record.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace reweigh {

// Of ascending keyframes the nearest to a step; of two equally near the earlier. Not of none.
const KeptKeyframe& nearest_keyframe(const std::vector<KeptKeyframe>& kept, std::int64_t step);

// The keyframes of a run, ascending, one a step. When they outgrow memory's budget, the oldest go to the
// disk; where that is full, too, every second one goes for good; never the first, an edit's, a figure
// column's or an asked step. PRODUCT.md 5.
class KeyframeStore {
public:
    // `disk`: where the oldest go that memory has no room for; null: nowhere.
    explicit KeyframeStore(std::size_t budget_bytes, std::shared_ptr<KeyframeDisk> disk = nullptr)
        : budget_(budget_bytes), disk_(std::move(disk)) {}

    // Kept under its reason; where the step has one already, that one stays and takes the reason that
    // protects.
    void add(KeptKeyframe keyframe);
    void add(std::shared_ptr<const Keyframe> keyframe, KeyframeReason reason) {
        add(KeptKeyframe(std::move(keyframe), reason));
    }

    bool empty() const { return entries_.empty(); }
    bool has(std::int64_t step) const;
    const KeptKeyframe& nearest(std::int64_t step) const { return nearest_keyframe(entries_, step); }
    std::vector<KeyframeMark> marks() const;
    const std::vector<KeptKeyframe>& kept() const { return entries_; }
    std::size_t bytes_in_memory() const { return bytes_; }

private:
    bool move_oldest();  // to the disk; false when it takes none, and the newest never goes
    bool thin();         // false when nothing may go

    std::size_t budget_, bytes_ = 0;
    std::shared_ptr<KeyframeDisk> disk_;
    std::vector<KeptKeyframe> entries_;
};

}  // namespace reweigh
