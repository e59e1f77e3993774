#pragma once

#include <cstdint>
#include <vector>

namespace reweigh {

// The points 0 ... n-1 in the order in which epoch `epoch` of a run seed visits them. The same in every
// engine; any epoch is random access. n >= 1. ENGINE.md 4, purpose 4.
std::vector<int> epoch_order(std::uint64_t run_seed, std::int64_t epoch, std::int64_t n);

// The points of step `step` (from 0), in order: batch_size of them, fewer in the last batch of an epoch.
// Draws a whole epoch's order: for pictures, not for loops over steps.
std::vector<int> batch_of_step(std::uint64_t run_seed, std::int64_t step, std::int64_t n, int batch_size);

}  // namespace reweigh
