#include "core/engine/permutation.h"

#include "core/engine/random_lanes.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace reweigh {

std::vector<int> epoch_order(std::uint64_t run_seed, std::int64_t epoch, std::int64_t n) {
    const RandomStream stream{run_seed, RandomPurpose::Permutation, static_cast<std::uint64_t>(epoch), 0};
    std::vector<int> order(static_cast<std::size_t>(n));
    std::iota(order.begin(), order.end(), 0);
    constexpr std::uint32_t at_once = 4 * random_lanes;
    RandomLanes words;
    for (std::uint32_t drawn = 0, unsettled = static_cast<std::uint32_t>(n); unsettled > 1;
         ++drawn, --unsettled) {
        const std::uint32_t i = drawn % at_once;
        if (i == 0) draw(words, stream, drawn / 4);
        std::swap(order[unsettled - 1], order[to_integer_below(words.word[i % 4][i / 4], unsettled)]);
    }
    return order;
}

std::vector<int> batch_of_step(std::uint64_t run_seed, std::int64_t step, std::int64_t n, int batch_size) {
    const std::int64_t batches = (n + batch_size - 1) / batch_size;
    const std::int64_t first = step % batches * batch_size;
    const std::vector<int> order = epoch_order(run_seed, step / batches, n);
    return {order.begin() + first, order.begin() + std::min(first + batch_size, n)};
}

}  // namespace reweigh
