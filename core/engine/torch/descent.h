#pragma once

#include "core/config/setup_params.h"

#include <torch/types.h>

#include <span>
#include <vector>

namespace reweigh::torch_engine {

// How far a step goes. Of shapes that broadcast against the tensors moved: one number, or one a replica.
struct StepSize {
    torch::Tensor rate, l2;  // eta, lambda
    torch::Tensor decay;     // 1 - eta lambda
};

// What a step makes of a tensor and of what the optimizer remembers of it.
struct Moved {
    torch::Tensor theta;
    std::vector<torch::Tensor> memory;
};

// One step: plain SGD theta (1 - eta lambda) - eta g; else g + lambda theta takes the place of g in
// v <- momentum v + g, theta <- theta - eta v, or in Adam (Kingma & Ba 2015, Algorithm 1) with t = step + 1,
// the run's own step: what batch norm adds later starts with the others' bias correction.
Moved moved(const OptimizerParams& optimizer, const torch::Tensor& theta, const torch::Tensor& gradient,
            std::span<const torch::Tensor> memory, const StepSize& size, std::int64_t step);

}  // namespace reweigh::torch_engine
