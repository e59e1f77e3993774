#pragma once

#include <cstdint>

namespace reweigh {

// Consecutive steps within one epoch: `points` entries of the epoch's order, cut in batches. Only raw
// pointers, so that no code of the standard library is compiled for a newer processor and then shared.
struct Stretch {
    const float* inputs = nullptr;         // the data set: (n, 2)
    const std::uint8_t* labels = nullptr;  // (n)
    const float* weights = nullptr;        // (n), or null: all 1
    const int* order = nullptr;
    std::int64_t points = 0;
    int batch_size = 1;
    std::int64_t first_step = 0;
    std::uint64_t run_seed = 0;
};

}  // namespace reweigh
