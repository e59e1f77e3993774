#include "tests/engine/lab.h"

#include <algorithm>

namespace reweigh::lab {

Case golden_case(double importance) {
    Case made;
    made.task.model = MlpParams{64};
    made.task.data = golden_data();
    made.task.setup.optimizer = SgdParams{8};
    made.task.setup.replicas = {Replica{.weight = importance}};
    made.live.variants[0].learning_rate = 0.05;
    return made;
}

std::uint64_t hash_of(const EngineState& state, bool batch_norm) {
    std::uint64_t hash = 14695981039346656037u;
    const auto add = [&](std::string_view name, std::size_t i) {
        hash = (hash ^ std::bit_cast<std::uint32_t>(state.tensor(name).values[i])) * 1099511628211u;
    };
    for (std::size_t j = 0; j < state.tensor("mlp.b").values.size(); ++j) {
        add("mlp.W", 2 * j);
        add("mlp.W", 2 * j + 1);
        add("mlp.b", j);
        add("mlp.w2", j);
        if (batch_norm) {
            add("mlp.gamma", j);
            add("mlp.beta", j);
        }
    }
    add("mlp.b2", 0);
    return hash;
}

double distance(const EngineState& a, const EngineState& b) {
    double difference = 0, norm = 0;
    for (const Tensor& tensor : b.tensors) {
        if (tensor.name.find("running") != std::string::npos) continue;
        const std::vector<float>& other = a.tensor(tensor.name).values;
        for (std::size_t i = 0; i < other.size(); ++i) {
            difference += std::pow(double{other[i]} - double{tensor.values[i]}, 2);
            norm += std::pow(double{tensor.values[i]}, 2);
        }
    }
    return std::sqrt(difference / norm);
}

bool same_bits(const EngineState& a, const EngineState& b) {
    return a.step == b.step && std::ranges::equal(a.tensors, b.tensors, [](const Tensor& x, const Tensor& y) {
               return x.name == y.name && x.shape == y.shape &&
                      std::ranges::equal(x.values, y.values, {}, std::bit_cast<std::uint32_t, float>,
                                         std::bit_cast<std::uint32_t, float>);
           });
}

}  // namespace reweigh::lab
