#include "core/engine/permutation.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace reweigh {

TEST_CASE("epoch 0 of run seed 1 over 1024 points starts as written down") {
    const std::vector<int> order = epoch_order(1, 0, 1024);
    CHECK(std::vector(order.begin(), order.begin() + 4) == std::vector{822, 825, 1010, 177});
}

TEST_CASE("an epoch visits every point once") {
    for (const int n : {1, 2, 5, 1000}) {
        std::vector<int> order = epoch_order(7, 3, n);
        std::sort(order.begin(), order.end());
        for (int i = 0; i < n; ++i) REQUIRE(order[static_cast<std::size_t>(i)] == i);
    }
}

TEST_CASE("epochs and seeds have orders of their own") {
    CHECK(epoch_order(1, 0, 100) != epoch_order(1, 1, 100));
    CHECK(epoch_order(1, 0, 100) != epoch_order(2, 0, 100));
}

TEST_CASE("the batches of an epoch are its order, cut; the last one may be short") {
    std::vector<int> joined;
    for (std::int64_t step = 6; step < 9; ++step) {
        const std::vector<int> batch = batch_of_step(5, step, 10, 4);
        CHECK(batch.size() == (step == 8 ? 2 : 4));
        joined.insert(joined.end(), batch.begin(), batch.end());
    }
    CHECK(joined == epoch_order(5, 2, 10));
}

}  // namespace reweigh
