#include "core/engine/torch/models/logistic_regression.h"

namespace reweigh::torch_engine {

Evaluation LogisticRegression::evaluate(const Tensors& tensors, const Pass& pass) const {
    const auto& w = tensors[0];
    const auto& b = tensors[1];
    return {at::baddbmm(b.view({-1, 1, 1}), pass.inputs, w.unsqueeze(2)).squeeze(2), {}};
}

}  // namespace reweigh::torch_engine
