#include "core/state/votes.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace reweigh {

SetVotes::SetVotes(std::string key, std::size_t pictures, std::size_t replicas)
    : key_(std::move(key)), pictures_(pictures), row_((pictures + 63) / 64), words_(replicas * row_) {}

std::vector<int> SetVotes::counts(std::span<const int> replicas) const {
    constexpr std::size_t bits = 64;
    std::vector<int> counts(row_ * bits);
    for (const int replica : replicas)
        for (std::size_t k = 0; k < row_; ++k) {
            const std::uint64_t word = words_[static_cast<std::size_t>(replica) * row_ + k];
            for (std::size_t bit = 0; bit < bits; ++bit)
                counts[k * bits + bit] += static_cast<int>(word >> bit & 1);
        }
    counts.resize(pictures_);
    return counts;
}

void SetVotes::cast(std::size_t replica, std::span<const float> logits) {
    const std::span row = std::span(words_).subspan(replica * row_, row_);
    for (std::size_t i = 0; i < pictures_; ++i)
        if (logits[i] > 0) row[i / 64] |= std::uint64_t{1} << (i % 64);
}

const SetVotes* Votes::set(std::string_view key) const {
    const auto found = std::ranges::find_if(sets, [key](const SetVotes& each) { return each.key() == key; });
    return found == sets.end() ? nullptr : &*found;
}

double Votes::share(const SetVotes& set, std::size_t picture, std::span<const int> replicas) const {
    int voting = 0, positive = 0;
    for (const int replica : replicas) {
        const auto place = static_cast<std::size_t>(replica);
        if (voters[place] == 0) continue;
        ++voting;
        positive += set.says(picture, place) ? 1 : 0;
    }
    return voting == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(positive) / voting;
}

std::size_t Votes::bytes() const {
    std::size_t bytes = voters.size();
    for (const SetVotes& set : sets) bytes += set.words().size_bytes();
    return bytes;
}

}  // namespace reweigh
