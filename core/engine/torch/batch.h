#pragma once

#include "core/engine/dropout_mask.h"
#include "core/engine/engine.h"

#include <torch/types.h>

#include <vector>

namespace reweigh::torch_engine {

// What a step needs of one replica's live parameters.
struct LossRule {
    Weighing weighing;
    Reduction reduction = Reduction::R0;
    DropoutRule dropout;
};

// The points of one replica's batch and how the loss weighs them. SCIENCE.md 0.1: R0, R1, R2.
struct WeightedPoints {
    std::vector<std::int64_t> rows;  // of the data set
    std::vector<std::int64_t> labels;
    std::vector<float> omega;  // class weight times point weight over the denominator, formed in double
};
// Appends them.
void weigh(const Dataset& data, std::span<const int> points, const LossRule& rule, WeightedPoints& weighted);

// (points, units): 0, or the scale where a unit is kept.
torch::Tensor scaled_mask(const DropoutBytes& bytes, int points, int units, DropoutRule rule);

// One batch of every replica. Replicas of one seed share points and masks.
struct Batch {
    torch::Tensor inputs;   // (R, B, 2)
    torch::Tensor signs;    // (R, B): +1 for the positive class, -1 for the negative
    torch::Tensor omega;    // (R, B): class weight times point weight over the denominator, formed in double
    torch::Tensor dropout;  // (R, B, H): 0 or the scale; undefined when no replica drops anything
};

// Makes the batches of successive steps; keeps the current epoch's order of each seed.
class BatchSource {
public:
    explicit BatchSource(const EngineTask& task);
    Batch batch(std::int64_t step, const std::vector<LossRule>& rules, int hidden_units);

private:
    std::span<const int> points(std::size_t seed_index, std::int64_t step);

    const EngineTask& task_;
    torch::Tensor inputs_;                 // (n, 2)
    std::vector<std::uint64_t> seeds_;     // distinct, in order of appearance
    std::vector<std::size_t> seed_index_;  // (R)
    std::vector<std::vector<int>> orders_;
    std::int64_t epoch_ = -1;
};

}  // namespace reweigh::torch_engine
