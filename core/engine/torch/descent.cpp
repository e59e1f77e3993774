#include "core/engine/torch/descent.h"

#include "core/base/overloaded.h"

#include <cmath>

namespace reweigh::torch_engine {
namespace {

Moved with_momentum(const SgdParams& sgd, const torch::Tensor& theta, const torch::Tensor& gradient,
                    const torch::Tensor& velocity, const StepSize& size) {
    const auto v = (velocity * sgd.momentum).add_(gradient).addcmul_(theta, size.l2);
    return {theta.addcmul(v, size.rate, -1), {v}};
}

Moved by_adam(const AdamParams& adam, const torch::Tensor& theta, const torch::Tensor& gradient,
              std::span<const torch::Tensor> memory, const StepSize& size, std::int64_t step) {
    const auto t = static_cast<double>(step + 1);
    const auto g = gradient.addcmul(theta, size.l2);
    const auto mean = (memory[0] * adam.beta1).add_(g, 1 - adam.beta1);
    const auto square = (memory[1] * adam.beta2).addcmul_(g, g, 1 - adam.beta2);
    const auto length = (square / (1 - std::pow(adam.beta2, t))).sqrt_().add_(adam.epsilon);
    const auto direction = (mean / (1 - std::pow(adam.beta1, t))).div_(length);
    return {theta.addcmul(direction, size.rate, -1), {mean, square}};
}

}  // namespace

Moved moved(const OptimizerParams& optimizer, const torch::Tensor& theta, const torch::Tensor& gradient,
            std::span<const torch::Tensor> memory, const StepSize& size, std::int64_t step) {
    if (is_plain_sgd(optimizer)) return {(theta * size.decay).addcmul_(gradient, size.rate, -1), {}};
    return std::visit(
        overloaded{
            [&](const SgdParams& sgd) { return with_momentum(sgd, theta, gradient, memory.front(), size); },
            [&](const AdamParams& adam) { return by_adam(adam, theta, gradient, memory, size, step); }},
        optimizer);
}

}  // namespace reweigh::torch_engine
