#include "core/engine/torch/models/cnn.h"

namespace reweigh::torch_engine {
namespace {

constexpr std::int64_t side = 32, channels = 3;

}  // namespace

torch::Tensor Cnn::laid_out(const torch::Tensor& tensor) const {
    return tensor.dim() == 4 ? tensor.contiguous(at::MemoryFormat::ChannelsLast) : tensor;
}

torch::Tensor Cnn::logits(const Tensors& tensors, const torch::Tensor& inputs, const Tensors& masks) const {
    const std::int64_t padding = params_.padding == Padding::Same ? 1 : 0;
    std::size_t next = 0;  // tensor
    const auto convolved = [&](const torch::Tensor& x) {
        const auto &W = tensors[next], &b = tensors[next + 1];
        next += 2;
        return at::conv2d(x, W, b, /*stride=*/1, padding).relu();
    };
    const auto dense = [&](const torch::Tensor& x) {
        const auto &W = tensors[next], &b = tensors[next + 1];
        next += 2;
        return at::linear(x, W, b);
    };
    const auto dropped = [&](const torch::Tensor& x, std::size_t layer) {
        return masks.empty() ? x : x * masks[layer];
    };
    auto x = inputs.view({-1, channels, side, side}).contiguous(at::MemoryFormat::ChannelsLast);
    x = at::max_pool2d(convolved(convolved(x)), 2);
    x = at::max_pool2d(convolved(convolved(convolved(x))), 2);
    x = x.contiguous().flatten(1);  // channel by channel, as the weights count
    x = dropped(dense(x).relu(), 0);
    x = dropped(dense(x).relu(), 1);
    return dense(x).squeeze(1);
}

}  // namespace reweigh::torch_engine
