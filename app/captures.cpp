#include "app/captures.h"

#include <algorithm>

namespace reweigh {

Capture Captures::ask(History history) {
    const std::uint64_t taken = waiting_.empty() ? last_ : *waiting_.begin() - 1;
    waiting_.insert(++last_);
    return {last_, history, taken};
}

std::optional<Captured> Captures::take(std::uint64_t number, const Snapshot& snapshot) {
    const auto found = std::ranges::find(snapshot.captured, number, &Captured::number);
    if (found == snapshot.captured.end() || waiting_.erase(number) == 0) return std::nullopt;
    return *found;
}

}  // namespace reweigh
