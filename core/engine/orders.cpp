#include "core/engine/orders.h"

#include "core/engine/permutation.h"

#include <algorithm>

namespace reweigh {

Orders::Orders(std::int64_t points, std::vector<std::uint64_t> seeds)
    : points_(points), seeds_(std::move(seeds)) {
    std::sort(seeds_.begin(), seeds_.end());
    seeds_.erase(std::unique(seeds_.begin(), seeds_.end()), seeds_.end());
}

void Orders::cover(std::int64_t first, std::int64_t last, Pool& pool) {
    std::erase_if(made_,
                  [&](const auto& entry) { return entry.first.first < first || entry.first.first > last; });
    std::vector<std::pair<Key, std::vector<int>*>> missing;
    for (std::int64_t epoch = first; epoch <= last; ++epoch)
        for (const std::uint64_t seed : seeds_)
            if (std::vector<int>& order = made_[{epoch, seed}]; order.empty())
                missing.push_back({{epoch, seed}, &order});
    pool.run(static_cast<int>(missing.size()), [&](int i) {
        const auto& [key, order] = missing[static_cast<std::size_t>(i)];
        *order = epoch_order(key.second, key.first, points_);
    });
}

std::span<const int> Orders::of(std::uint64_t seed, std::int64_t epoch) const {
    return made_.at({epoch, seed});
}

std::int64_t Orders::epochs_at_once() const {
    constexpr std::int64_t most_entries = 1 << 20;
    return std::max<std::int64_t>(most_entries / (points_ * static_cast<std::int64_t>(seeds_.size())), 1);
}

}  // namespace reweigh
