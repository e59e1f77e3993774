#pragma once

#include "core/engine/torch/network.h"

namespace reweigh::torch_engine {

// Conv 3 x 3 twice, pool, conv 3 x 3 three times, pool, dense twice, logit; ReLU between; dropout after the
// dense layers. Tensors: W and b of each layer. SCIENCE.md 2.1.
class Cnn : public Network {
public:
    explicit Cnn(const CnnParams& params) : params_(params) {}
    std::vector<int> dropout_units() const override { return {params_.dense, params_.last}; }
    torch::Tensor logits(const Tensors& tensors, const NetworkPass& pass) const override;

private:
    CnnParams params_;
};

}  // namespace reweigh::torch_engine
