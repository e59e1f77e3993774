#pragma once

#include "core/engine/torch/replica_model.h"

#include <memory>
#include <vector>

namespace reweigh::torch_engine {

// A network that is evaluated replica by replica. Holds no state.
class Network {
public:
    virtual ~Network() = default;
    virtual std::vector<int> dropout_units() const = 0;  // of each layer with dropout
    // What a tensor of the replica is kept as; the same values.
    virtual torch::Tensor laid_out(const torch::Tensor& tensor) const = 0;
    // tensors: of one replica, in the order of core/state/tensors.h, without its axis; inputs: (n, width);
    // masks: for each layer with dropout (n, units), 0 or the scale; none: no dropout. Logits: (n).
    virtual torch::Tensor logits(const Tensors& tensors, const torch::Tensor& inputs,
                                 const Tensors& masks) const = 0;
};

std::unique_ptr<Network> make_network(const ModelParams& params);

}  // namespace reweigh::torch_engine
