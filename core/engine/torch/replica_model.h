#pragma once

#include "core/config/setup_params.h"

#include <torch/types.h>

#include <memory>
#include <vector>

namespace reweigh::torch_engine {

// The tensors of a model in the order of core/state/tensors.h; first axis of each: replica.
using Tensors = std::vector<torch::Tensor>;

// One evaluation of R replicas.
struct Pass {
    torch::Tensor inputs;        // (R, n, 2)
    torch::Tensor batch_norm;    // (R, 1, 1), bool
    torch::Tensor dropout = {};  // (R, n, H): 0 or s = 1/(1-q); undefined: none
    bool training = false;       // batch statistics; otherwise running ones
};

struct Evaluation {
    torch::Tensor logits;      // (R, n), with a graph for autograd
    Tensors batch_statistics;  // (R, H) each: mean, unbiased variance; empty without batch norm or training
};

// A family of networks that is evaluated for all replicas at once. Holds no state.
class ReplicaModel {
public:
    virtual ~ReplicaModel() = default;
    virtual int hidden_units() const = 0;  // of the layer with dropout; 0: none
    virtual Evaluation evaluate(const Tensors& tensors, const Pass& pass) const = 0;
};

// Null for a model that is evaluated replica by replica (network.h).
std::unique_ptr<ReplicaModel> make_model(const ModelParams& params);

}  // namespace reweigh::torch_engine
