#include "core/engine/permutation.h"

#include "core/base/philox.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

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

TEST_CASE("an order is that of swaps drawn one by one") {
    for (const int n : {2, 3, 5, 8, 255, 256, 257, 258, 1000, 70'000}) {
        const RandomStream stream{0x123456789abcdefu, RandomPurpose::Permutation, (1ull << 32) + 5, 0};
        std::vector<int> expected(static_cast<std::size_t>(n));
        std::iota(expected.begin(), expected.end(), 0);
        for (int i = n - 1; i > 0; --i) {
            const std::uint32_t word = stream.word(static_cast<std::uint32_t>(n - 1 - i));
            const std::uint32_t other = to_integer_below(word, static_cast<std::uint32_t>(i + 1));
            std::swap(expected[static_cast<std::size_t>(i)], expected[other]);
        }
        CHECK(epoch_order(stream.key, static_cast<std::int64_t>(stream.time), n) == expected);
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
