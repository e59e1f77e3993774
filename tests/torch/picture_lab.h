#pragma once

#include "core/engine/engine.h"
#include "core/engine/torch/network.h"

#include <torch/types.h>

#include <vector>

namespace reweigh::lab {

// Replicas of a small network for pictures, on 40 drawings, in batches of 16 unless the optimizer says else.
EngineTask picture_task(ModelParams model, std::vector<Replica> replicas, int threads = 1,
                        OptimizerParams optimizer = SgdParams{.batch_size = 16});

// One replica's tensors of a state in double.
torch_engine::Tensors doubles(const EngineState& state);

// (count, width) of normal numbers in double.
torch::Tensor pictures(std::int64_t count);

// (n, 3, 32, 32) and the labels of the batch of a step, as trained on.
struct PictureBatch {
    torch::Tensor inputs, labels;
};
PictureBatch batch_at(const EngineTask& task, std::uint64_t seed, std::int64_t step);

}  // namespace reweigh::lab
