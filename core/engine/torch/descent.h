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

// Adam's 1 - beta1^t and 1 - beta2^t with t = step + 1, (2): the run's own step, so that what batch norm adds
// later starts with the others' bias correction. Undefined for other optimizers.
torch::Tensor corrections_at(const OptimizerParams& optimizer, std::int64_t step);

// Moves a tensor and what the optimizer remembers of it by one step, in their place: plain SGD
// theta (1 - eta lambda) - eta g; else g + lambda theta takes the place of g in v <- momentum v + g,
// theta <- theta - eta v, or in Adam (Kingma & Ba 2015, Algorithm 1).
void move(const OptimizerParams& optimizer, torch::Tensor& theta, const torch::Tensor& gradient,
          std::span<torch::Tensor> memory, const StepSize& size, const torch::Tensor& corrections);

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
