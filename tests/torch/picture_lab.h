#pragma once

#include "core/engine/engine.h"
#include "core/engine/torch/network.h"

#include <torch/nn/module.h>
#include <torch/types.h>

#include <functional>
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

// The first replica's tensors into the parameters of modules, in their order.
void copy_into(torch::nn::Module& modules, const EngineState& state);

// Checks that the only replica of a state has the modules' parameters, each to 1e-5 of its norm.
void check_same(const EngineState& trained, const torch::nn::Module& modules);

// Checks some `places` of a leaf's gradient against central differences of the loss, to 1e-5 of `scale`.
void check_differences(const std::function<torch::Tensor()>& loss, const torch::Tensor& leaf,
                       const torch::Tensor& gradient, double scale, std::int64_t places);

// Checks that slices, threads, neighbours and a new beginning do not change a bit of what is trained.
void check_bits(const ModelParams& model, const OptimizerParams& optimizer, const LiveParams& params);

}  // namespace reweigh::lab
