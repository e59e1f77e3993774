#pragma once

#include <cstdint>
#include <vector>

namespace reweigh {

// A dropout rate as the engines use it: a hidden unit is kept when its random byte is >= threshold, and what
// is kept counts `scale` times. The rate is rounded to a multiple of 1/256. ENGINE.md 4.
struct DropoutRule {
    int threshold = 0;  // 0: everything is kept
    float scale = 1;
};
DropoutRule dropout_rule(double rate);

// The random byte of hidden unit `unit` for the point at place `place` of the batch of `step`; the same for
// all replicas of a run seed. batch_size: the one set, in a short last batch too. ENGINE.md 4, purpose 5.
struct DropoutBytes {
    std::uint64_t run_seed = 0;
    std::int64_t step = 0;
    int batch_size = 1;
    std::uint32_t layer = 0;

    std::uint8_t at(int place, int unit) const;
};

// The mask of one batch: (points, hidden) row-major, 1 = kept.
std::vector<std::uint8_t> keep_mask(const DropoutBytes& bytes, int points, int hidden, int threshold);

}  // namespace reweigh
