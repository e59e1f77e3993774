#include "core/engine/dealing.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace reweigh {

TEST_CASE("every replica is dealt onto one lane, which it says, and lanes are as long as each other") {
    for (const int replicas : {1, 2, 15, 16, 17, 153})
        for (const int most : {1, 8, 16, 153}) {
            const Dealing dealing(replicas, most);
            CHECK(dealing.lanes() == std::min(replicas, most));
            std::vector<int> times(static_cast<std::size_t>(replicas), 0);
            std::size_t longest = 0, shortest = times.size();
            for (int lane = 0; lane < dealing.lanes(); ++lane) {
                const std::vector<int> dealt = dealing.replicas_of(lane);
                longest = std::max(longest, dealt.size());
                shortest = std::min(shortest, dealt.size());
                CHECK(std::ranges::is_sorted(dealt));
                for (const int replica : dealt) {
                    ++times[static_cast<std::size_t>(replica)];
                    CHECK(dealing.lane_of(replica) == lane);
                }
            }
            CHECK(std::ranges::count(times, 1) == replicas);
            CHECK(longest - shortest <= 1);
        }
}

}  // namespace reweigh
