#include "core/engine/torch/models/ten_class_mlp.h"

#include "core/engine/torch/models/layers.h"

namespace reweigh::torch_engine {

torch::Tensor TenClassMlp::logits(const Tensors& tensors, const NetworkPass& pass) const {
    Layers layers(tensors, pass);
    const auto hidden = layers.dropout(layers.dense(pass.inputs).relu());
    return layers.dense(hidden);
}

}  // namespace reweigh::torch_engine
