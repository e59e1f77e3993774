#include "core/session/keyframes.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace reweigh {
namespace {

bool is_protected(KeyframeReason reason) {
    return reason == KeyframeReason::Start || reason == KeyframeReason::Edit ||
           reason == KeyframeReason::Figure || reason == KeyframeReason::Exact;
}

}  // namespace

const Keyframe& nearest_keyframe(const std::vector<KeptKeyframe>& kept, std::int64_t step) {
    const auto later = std::ranges::lower_bound(
        kept, step, {}, [](const KeptKeyframe& entry) { return entry.keyframe->step; });
    if (later == kept.begin()) return *later->keyframe;
    const auto earlier = std::prev(later);
    if (later == kept.end()) return *earlier->keyframe;
    const bool later_is_nearer = later->keyframe->step - step < step - earlier->keyframe->step;
    return *(later_is_nearer ? later : earlier)->keyframe;
}

void KeyframeStore::add(std::shared_ptr<const Keyframe> keyframe, KeyframeReason reason) {
    const auto place = std::ranges::lower_bound(
        entries_, keyframe->step, {}, [](const KeptKeyframe& entry) { return entry.keyframe->step; });
    if (place != entries_.end() && place->keyframe->step == keyframe->step) {
        if (!is_protected(place->reason)) place->reason = reason;
        return;
    }
    bytes_ += keyframe->bytes();
    entries_.insert(place, {std::move(keyframe), reason});
    while (bytes_ > budget_ && thin()) {
    }
}

bool KeyframeStore::has(std::int64_t step) const {
    return std::ranges::binary_search(entries_, step, {},
                                      [](const KeptKeyframe& entry) { return entry.keyframe->step; });
}

std::vector<KeyframeMark> KeyframeStore::marks() const {
    std::vector<KeyframeMark> marks;
    for (const KeptKeyframe& entry : entries_) marks.push_back({entry.keyframe->step, entry.reason});
    return marks;
}

bool KeyframeStore::thin() {
    const auto thinnable = std::ranges::count_if(
        entries_, [](const KeptKeyframe& entry) { return !is_protected(entry.reason); });
    bool goes = thinnable == 1;  // the newest stays, unless nothing else is left to go
    for (auto entry = entries_.end(); entry != entries_.begin();) {
        --entry;
        if (is_protected(entry->reason)) continue;
        if (goes) {
            bytes_ -= entry->keyframe->bytes();
            entry = entries_.erase(entry);
        }
        goes = !goes;
    }
    return thinnable > 0;
}

}  // namespace reweigh
