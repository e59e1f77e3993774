#include "core/engine/torch/models/layers.h"

#include "core/data/images.h"
#include "core/engine/batch_norm.h"

namespace reweigh::torch_engine {
namespace {

constexpr ImageShape picture;

}  // namespace

torch::Tensor to_pictures(const torch::Tensor& inputs) {
    return inputs.view({-1, picture.channels, picture.height, picture.width})
        .contiguous(at::MemoryFormat::ChannelsLast);
}

torch::Tensor with_channels_last(const torch::Tensor& tensor) {
    return tensor.dim() == 4 ? tensor.contiguous(at::MemoryFormat::ChannelsLast) : tensor;
}

torch::Tensor Layers::convolution(const torch::Tensor& x, std::int64_t stride, std::int64_t padding) {
    const auto &W = next(), &b = next();
    return at::conv2d(x, W, b, stride, padding);
}

torch::Tensor Layers::normalised_convolution(const torch::Tensor& x, std::int64_t stride,
                                             std::int64_t padding) {
    const auto y = convolution(x, stride, padding);
    const auto &gamma = next(), &beta = next(), &mean = next(), &var = next();
    if (!pass_.batch_norm) return y;
    return at::batch_norm(y, gamma, beta, mean, var, pass_.training, batch_norm_momentum, batch_norm_epsilon,
                          /*cudnn_enabled=*/false);
}

torch::Tensor Layers::dense(const torch::Tensor& x) {
    const auto &W = next(), &b = next();
    return at::linear(x, W, b);
}

torch::Tensor Layers::dropout(const torch::Tensor& x) {
    return pass_.masks.empty() ? x : x * pass_.masks[next_mask_++];
}

}  // namespace reweigh::torch_engine
