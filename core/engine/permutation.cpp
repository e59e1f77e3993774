#include "core/engine/permutation.h"

#include "core/engine/permutation_draws.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace reweigh {

std::vector<int> epoch_order(std::uint64_t run_seed, std::int64_t epoch, std::int64_t n) {
    const RandomStream stream{run_seed, RandomPurpose::Permutation, static_cast<std::uint64_t>(epoch), 0};
    std::vector<int> order(static_cast<std::size_t>(n));
    std::iota(order.begin(), order.end(), 0);
    const auto entries = static_cast<std::uint32_t>(n);
    std::uint32_t draws[draws_at_once];
    for (std::uint32_t first = 0; first + 1 < entries; first += draws_at_once) {
        draw_permutation(draws, stream, first, entries);
        for (std::uint32_t i = 0; i < std::min(draws_at_once, entries - 1 - first); ++i)
            std::swap(order[entries - 1 - first - i], order[draws[i]]);
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
