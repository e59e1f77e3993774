#pragma once

#include "core/engine/pool.h"

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace reweigh {

// The orders of the epochs that are being trained: each made once, shared by the replicas of a seed. Made by
// one thread, then read by all.
class Orders {
public:
    Orders(std::int64_t points, std::vector<std::uint64_t> seeds);

    // Makes what is missing of epochs first ... last and forgets the others.
    void cover(std::int64_t first, std::int64_t last, Pool& pool);
    // The order of a covered epoch.
    std::span<const int> of(std::uint64_t seed, std::int64_t epoch) const;
    // How many epochs to cover at once: enough for a slice of training, little memory.
    std::int64_t epochs_at_once() const;

private:
    using Key = std::pair<std::int64_t, std::uint64_t>;  // epoch, seed
    std::int64_t points_;
    std::vector<std::uint64_t> seeds_;  // distinct
    std::map<Key, std::vector<int>> made_;
};

}  // namespace reweigh
