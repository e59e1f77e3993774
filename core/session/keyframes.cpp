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

const KeptKeyframe& nearest_keyframe(const std::vector<KeptKeyframe>& kept, std::int64_t step) {
    const auto later = std::ranges::lower_bound(kept, step, {}, &KeptKeyframe::step);
    if (later == kept.begin()) return *later;
    const auto earlier = std::prev(later);
    if (later == kept.end()) return *earlier;
    const bool later_is_nearer = later->step() - step < step - earlier->step();
    return *(later_is_nearer ? later : earlier);
}

void KeyframeStore::add(KeptKeyframe keyframe) {
    const auto place = std::ranges::lower_bound(entries_, keyframe.step(), {}, &KeptKeyframe::step);
    if (place != entries_.end() && place->step() == keyframe.step()) {
        if (!is_protected(place->reason)) place->reason = keyframe.reason;
        return;
    }
    bytes_ += keyframe.bytes_in_memory();
    entries_.insert(place, std::move(keyframe));
    while (bytes_ > budget_ && (move_oldest() || thin())) {
    }
}

bool KeyframeStore::move_oldest() {
    const auto oldest = std::ranges::find_if(entries_, &KeptKeyframe::is_in_memory);
    if (!disk_ || entries_.end() - oldest < 2) return false;
    const std::size_t bytes = oldest->bytes_in_memory();
    if (!oldest->move_to(*disk_)) return false;
    bytes_ -= bytes;
    return true;
}

bool KeyframeStore::has(std::int64_t step) const {
    return std::ranges::binary_search(entries_, step, {}, &KeptKeyframe::step);
}

std::vector<KeyframeMark> KeyframeStore::marks() const {
    std::vector<KeyframeMark> marks;
    for (const KeptKeyframe& entry : entries_) marks.push_back({entry.step(), entry.reason});
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
            bytes_ -= entry->bytes_in_memory();
            entry = entries_.erase(entry);
        }
        goes = !goes;
    }
    return thinnable > 0;
}

}  // namespace reweigh
