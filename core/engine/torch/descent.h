#pragma once

#include "core/engine/model_layout.h"

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

// Calls visit(k, theta, memory) for each of a model's tensors that steps may move; what the optimizer
// remembers of them, `memories` tensors each, follows the model's.
template <class Visit>
void for_each_movable(std::vector<torch::Tensor>& tensors, std::span<const TensorRole> roles,
                      std::size_t memories, Visit&& visit) {
    std::span memory = std::span(tensors).subspan(roles.size());
    for (std::size_t k = 0; k < roles.size(); ++k) {
        if (roles[k] == TensorRole::BatchNormStatistic) continue;
        visit(k, tensors[k], memory.first(memories));
        memory = memory.subspan(memories);
    }
}

}  // namespace reweigh::torch_engine
