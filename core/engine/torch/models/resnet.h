#pragma once

#include "core/engine/torch/network.h"

namespace reweigh::torch_engine {

// Conv 5 x 5; six blocks relu(x + conv 3 x 3 (relu(conv 3 x 3 (x)))), of which the third and fifth double the
// filters at stride 2 with a convolution 1 x 1 in the place of x; mean of all places; dense, ReLU, dropout;
// logit. Batch norm, while it is on, after every convolution. SCIENCE.md 2.1.
class Resnet : public Network {
public:
    explicit Resnet(const ResnetParams& params) : params_(params) {}
    std::vector<int> dropout_units() const override { return {params_.dense}; }
    torch::Tensor logits(const Tensors& tensors, const NetworkPass& pass) const override;

private:
    ResnetParams params_;
};

}  // namespace reweigh::torch_engine
