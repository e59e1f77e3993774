#include "core/session/parameters.h"

#include "core/engine/batch_norm.h"
#include "core/engine/initial_state.h"

#include <cmath>

namespace reweigh {
namespace {

// One replica's tensors, unit by unit.
struct Network {
    std::span<const float> W, b, w2, gamma, beta, mean, var;  // W: (H, 2), others (H)
};

Network network_of(const EngineState& state, int replica) {
    const auto values = [&](std::string_view name) { return of_replica(state.tensor(name), replica); };
    return {values("mlp.W"),          values("mlp.b"),    values("mlp.w2"),
            values("mlp.gamma"),      values("mlp.beta"), values("mlp.running_mean"),
            values("mlp.running_var")};
}

}  // namespace

std::span<const float> of_replica(const Tensor& tensor, int replica) {
    const std::size_t each = tensor.values.size() / static_cast<std::size_t>(tensor.shape.front());
    return std::span(tensor.values).subspan(static_cast<std::size_t>(replica) * each, each);
}

std::vector<std::string> trained_tensors(const ModelParams& model, const LiveParams& params) {
    const TensorsOf which = params.batch_norm ? TensorsOf::TrainedWithBatchNorm : TensorsOf::Trained;
    std::vector<std::string> names;
    for (const Tensor& tensor : tensors_of(model, which)) names.push_back(tensor.name);
    return names;
}

double squared_norm(const EngineState& state, int replica, std::span<const std::string> tensors) {
    double sum = 0;
    for (const std::string& name : tensors)
        for (const float value : of_replica(state.tensor(name), replica))
            sum += static_cast<double>(value) * static_cast<double>(value);
    return sum;
}

LinearLogit linear_logit(const EngineState& state, int replica) {
    const auto w = of_replica(state.tensor("lr.w"), replica);
    return {{w[0], w[1]}, of_replica(state.tensor("lr.b"), replica).front()};
}

Vec2 network_gradient(const EngineState& state, int replica, bool batch_norm, Vec2 at) {
    const Network net = network_of(state, replica);
    Vec2 gradient;
    for (std::size_t j = 0; j < net.b.size(); ++j) {
        const Vec2 w{net.W[2 * j], net.W[2 * j + 1]};
        const double before = dot(w, at) + net.b[j];
        const double scale = batch_norm ? net.gamma[j] / std::sqrt(net.var[j] + batch_norm_epsilon) : 1;
        const double activation = batch_norm ? scale * (before - net.mean[j]) + net.beta[j] : before;
        if (activation > 0) gradient = gradient + net.w2[j] * scale * w;
    }
    return gradient;
}

}  // namespace reweigh
