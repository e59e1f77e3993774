#include "core/engine/torch/network.h"

#include "core/engine/torch/models/cnn.h"
#include "core/engine/torch/models/resnet.h"
#include "core/engine/torch/models/ten_class_mlp.h"

#include <limits>

namespace reweigh::torch_engine {

std::unique_ptr<Network> make_network(const ModelParams& params) {
    if (const auto* cnn = std::get_if<CnnParams>(&params)) return std::make_unique<Cnn>(*cnn);
    if (const auto* resnet = std::get_if<ResnetParams>(&params)) return std::make_unique<Resnet>(*resnet);
    if (const auto* mlp = std::get_if<TenClassMlpParams>(&params)) return std::make_unique<TenClassMlp>(*mlp);
    return nullptr;
}

torch::Tensor signed_logits(const torch::Tensor& logits, const torch::Tensor& labels) {
    if (logits.dim() == 1) return (2 * labels.to(logits.scalar_type()) - 1) * logits;
    const auto of_label = labels.unsqueeze(1);
    const auto others = logits.scatter(1, of_label, -std::numeric_limits<double>::infinity());
    return logits.gather(1, of_label).squeeze(1) - others.logsumexp(1);
}

}  // namespace reweigh::torch_engine
