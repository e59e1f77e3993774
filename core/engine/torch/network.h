#pragma once

#include "core/engine/torch/replica_model.h"

#include <memory>
#include <vector>

namespace reweigh::torch_engine {

// One evaluation of a network.
struct NetworkPass {
    torch::Tensor inputs;     // (n, width)
    Tensors masks = {};       // for each layer with dropout (n, units), 0 or the scale; none: no dropout
    bool batch_norm = false;  // if the network has any
    bool training = false;    // statistics of the batch; the running ones follow them
};

// A network that is evaluated replica by replica. Holds no state.
class Network {
public:
    virtual ~Network() = default;
    virtual std::vector<int> dropout_units() const = 0;  // of each layer with dropout
    // tensors: of one replica, without its axis; running statistics among them are moved in place by a
    // training pass with batch norm. Logits: (n), of ten classes (n, 10).
    virtual torch::Tensor logits(const Tensors& tensors, const NetworkPass& pass) const = 0;
};

std::unique_ptr<Network> make_network(const ModelParams& params);

// (n): u with the loss ln(1 + e^-u) and the probability 1 / (1 + e^-u) of the label: +z or -z of one logit;
// of several z_y - ln sum_k e^z_k over the others. logits: (n) or (n, classes); labels: (n).
torch::Tensor signed_logits(const torch::Tensor& logits, const torch::Tensor& labels);

}  // namespace reweigh::torch_engine
