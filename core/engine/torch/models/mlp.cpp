#include "core/engine/torch/models/mlp.h"

#include "core/engine/batch_norm.h"

namespace reweigh::torch_engine {
namespace {

enum Index : std::size_t { W, b, w2, b2, gamma, beta, running_mean, running_var };

// (a - mean) / sqrt(var + eps) gamma + beta; a: (R, n, H), the rest (R, H).
torch::Tensor normalised(const torch::Tensor& a, const torch::Tensor& mean, const torch::Tensor& var,
                         const Tensors& tensors) {
    const auto centred = a - mean.unsqueeze(1);
    return centred * (var + batch_norm_epsilon).rsqrt().unsqueeze(1) * tensors[gamma].unsqueeze(1) +
           tensors[beta].unsqueeze(1);
}

}  // namespace

Evaluation Mlp::evaluate(const Tensors& tensors, const Pass& pass) const {
    Evaluation result;
    auto a = at::baddbmm(tensors[b].unsqueeze(1), pass.inputs, tensors[W].transpose(1, 2));
    if (pass.batch_norm.any().item<bool>()) {
        auto mean = tensors[running_mean], var = tensors[running_var];
        if (pass.training) {
            mean = a.mean(1);
            var = a.var(1, /*unbiased=*/false);
            const auto n = static_cast<double>(a.size(1));
            result.batch_statistics = {mean.detach(), var.detach() * (n / (n - 1))};
        }
        a = torch::where(pass.batch_norm, normalised(a, mean, var, tensors), a);
    }
    auto h = a.relu();
    if (pass.dropout.defined()) h = h * pass.dropout;
    result.logits = at::baddbmm(tensors[b2].view({-1, 1, 1}), h, tensors[w2].unsqueeze(2)).squeeze(2);
    return result;
}

}  // namespace reweigh::torch_engine
