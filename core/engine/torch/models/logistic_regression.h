#pragma once

#include "core/engine/torch/replica_model.h"

namespace reweigh::torch_engine {

// z = w . x + b. Tensors: w (R, 2), b (R).
class LogisticRegression : public ReplicaModel {
public:
    int hidden_units() const override { return 0; }
    Evaluation evaluate(const Tensors& tensors, const Pass& pass) const override;
};

}  // namespace reweigh::torch_engine
