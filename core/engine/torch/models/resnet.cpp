#include "core/engine/torch/models/resnet.h"

#include "core/engine/torch/models/layers.h"

namespace reweigh::torch_engine {
namespace {

torch::Tensor block(Layers& layers, const torch::Tensor& x, bool halves) {
    const std::int64_t stride = halves ? 2 : 1;
    const auto inner = layers.normalised_convolution(x, stride, /*padding=*/1).relu();
    const auto y = layers.normalised_convolution(inner, /*stride=*/1, /*padding=*/1);
    const auto shortcut = halves ? layers.normalised_convolution(x, stride, /*padding=*/0) : x;
    return (y + shortcut).relu();
}

}  // namespace

torch::Tensor Resnet::logits(const Tensors& tensors, const NetworkPass& pass) const {
    Layers layers(tensors, pass);
    auto x = layers.normalised_convolution(to_pictures(pass.inputs), /*stride=*/1, /*padding=*/2).relu();
    for (const bool halves : {false, false, true, false, true, false}) x = block(layers, x, halves);
    x = layers.dropout(layers.dense(x.mean({2, 3})).relu());
    return layers.dense(x).squeeze(1);
}

}  // namespace reweigh::torch_engine
