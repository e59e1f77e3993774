#include "core/engine/torch/descent.h"

#include "core/base/overloaded.h"

#include <cmath>

namespace reweigh::torch_engine {
namespace {

void with_momentum(const SgdParams& sgd, torch::Tensor& theta, const torch::Tensor& gradient,
                   torch::Tensor& velocity, const StepSize& size) {
    velocity.mul_(sgd.momentum).add_(gradient).addcmul_(theta, size.l2);
    theta.addcmul_(velocity, size.rate, -1);
}

void by_adam(const AdamParams& adam, torch::Tensor& theta, const torch::Tensor& gradient,
             std::span<torch::Tensor> memory, const StepSize& size, const torch::Tensor& corrections) {
    const auto g = gradient.addcmul(theta, size.l2);
    auto &mean = memory[0], &square = memory[1];
    mean.mul_(adam.beta1).add_(g, 1 - adam.beta1);
    square.mul_(adam.beta2).addcmul_(g, g, 1 - adam.beta2);
    const auto length = (square / corrections[1]).sqrt_().add_(adam.epsilon);
    theta.addcmul_((mean / corrections[0]).div_(length), size.rate, -1);
}

}  // namespace

torch::Tensor corrections_at(const OptimizerParams& optimizer, std::int64_t step) {
    const auto* adam = std::get_if<AdamParams>(&optimizer);
    if (adam == nullptr) return {};
    const auto t = static_cast<double>(step + 1);
    return torch::tensor({1 - std::pow(adam->beta1, t), 1 - std::pow(adam->beta2, t)}, torch::kFloat);
}

void move(const OptimizerParams& optimizer, torch::Tensor& theta, const torch::Tensor& gradient,
          std::span<torch::Tensor> memory, const StepSize& size, const torch::Tensor& corrections) {
    if (is_plain_sgd(optimizer)) {
        theta.mul_(size.decay).addcmul_(gradient, size.rate, -1);
        return;
    }
    std::visit(
        overloaded{
            [&](const SgdParams& sgd) { with_momentum(sgd, theta, gradient, memory.front(), size); },
            [&](const AdamParams& adam) { by_adam(adam, theta, gradient, memory, size, corrections); }},
        optimizer);
}

}  // namespace reweigh::torch_engine
