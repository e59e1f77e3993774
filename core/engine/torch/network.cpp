#include "core/engine/torch/network.h"

#include "core/engine/torch/models/cnn.h"

namespace reweigh::torch_engine {

std::unique_ptr<Network> make_network(const ModelParams& params) {
    if (const auto* cnn = std::get_if<CnnParams>(&params)) return std::make_unique<Cnn>(*cnn);
    return nullptr;
}

}  // namespace reweigh::torch_engine
