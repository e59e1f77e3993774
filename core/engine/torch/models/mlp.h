#pragma once

#include "core/engine/torch/replica_model.h"

namespace reweigh::torch_engine {

// Linear, batch norm, ReLU, dropout, linear (ENGINE.md, section 4). Tensors: W (R, H, 2), b, w2 (R, H), b2
// (R), gamma, beta, running mean, running variance (R, H).
class Mlp : public ReplicaModel {
public:
    explicit Mlp(int hidden) : hidden_(hidden) {}
    int hidden_units() const override { return hidden_; }
    Evaluation evaluate(const Tensors& tensors, const Pass& pass) const override;

private:
    int hidden_;
};

}  // namespace reweigh::torch_engine
