#pragma once

#include "core/engine/torch/network.h"

namespace reweigh::torch_engine {

// Pictures of (channels, 32, 32) as rows become (n, channels, 32, 32), channels last.
torch::Tensor to_pictures(const torch::Tensor& inputs);

// What convolutions are fastest with: a tensor of four axes with its channels last; others as they are.
torch::Tensor with_channels_last(const torch::Tensor& tensor);

// Evaluates a network layer by layer; each takes the next of its tensors. The pass must outlive it.
class Layers {
public:
    Layers(const Tensors& tensors, const NetworkPass& pass) : tensors_(tensors), pass_(pass) {}

    torch::Tensor convolution(const torch::Tensor& x, std::int64_t stride, std::int64_t padding);
    // A convolution and, while it is on, batch norm, running variance unbiased. ENGINE.md 4.
    torch::Tensor normalised_convolution(const torch::Tensor& x, std::int64_t stride, std::int64_t padding);
    torch::Tensor dense(const torch::Tensor& x);
    torch::Tensor dropout(const torch::Tensor& x);  // the next mask

private:
    const torch::Tensor& next() { return tensors_[next_tensor_++]; }

    const Tensors& tensors_;
    const NetworkPass& pass_;
    std::size_t next_tensor_ = 0, next_mask_ = 0;
};

}  // namespace reweigh::torch_engine
