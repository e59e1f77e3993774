#pragma once

#include "core/engine/torch/network.h"

namespace reweigh::torch_engine {

// Dense, ReLU, dropout, ten logits. Tensors: W and b of either layer. SCIENCE.md 2.1, Fig. 5.
class TenClassMlp : public Network {
public:
    explicit TenClassMlp(const TenClassMlpParams& params) : params_(params) {}
    std::vector<int> dropout_units() const override { return {params_.hidden}; }
    torch::Tensor logits(const Tensors& tensors, const NetworkPass& pass) const override;

private:
    TenClassMlpParams params_;
};

}  // namespace reweigh::torch_engine
