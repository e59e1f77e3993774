#include "core/engine/torch/models/cnn.h"

#include "core/engine/torch/models/layers.h"

namespace reweigh::torch_engine {

torch::Tensor Cnn::logits(const Tensors& tensors, const NetworkPass& pass) const {
    Layers layers(tensors, pass);
    const auto convolved = [&](const torch::Tensor& x) {
        return layers.convolution(x, /*stride=*/1, params_.padding == Padding::Same ? 1 : 0).relu();
    };
    const auto dense = [&](const torch::Tensor& x) { return layers.dropout(layers.dense(x).relu()); };
    auto x = to_pictures(pass.inputs);
    x = at::max_pool2d(convolved(convolved(x)), 2);
    x = at::max_pool2d(convolved(convolved(convolved(x))), 2);
    x = x.contiguous().flatten(1);  // channel by channel, as the weights count
    return layers.dense(dense(dense(x))).squeeze(1);
}

}  // namespace reweigh::torch_engine
