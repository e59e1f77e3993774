#include "core/engine/torch/network.h"

#include "core/engine/torch/models/cnn.h"
#include "core/engine/torch/models/resnet.h"

namespace reweigh::torch_engine {

std::unique_ptr<Network> make_network(const ModelParams& params) {
    if (const auto* cnn = std::get_if<CnnParams>(&params)) return std::make_unique<Cnn>(*cnn);
    if (const auto* resnet = std::get_if<ResnetParams>(&params)) return std::make_unique<Resnet>(*resnet);
    return nullptr;
}

}  // namespace reweigh::torch_engine
