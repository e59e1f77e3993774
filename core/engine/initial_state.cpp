#include "core/engine/initial_state.h"

#include "core/base/error.h"
#include "core/base/overloaded.h"
#include "core/base/philox.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>

namespace reweigh {
namespace {

// How the values of a tensor start: drawn from a stream, or all the same.
struct Layout {
    std::string name;
    std::vector<std::int64_t> shape;  // of one replica
    float value = 0;                  // constant, or half the width of the uniform distribution
    std::optional<std::uint32_t> stream = std::nullopt;
    bool of_batch_norm = false;
};

std::vector<std::int64_t> with_replicas(std::vector<std::int64_t> shape, std::int64_t replicas) {
    shape.insert(shape.begin(), replicas);
    return shape;
}

std::int64_t element_count(const std::vector<std::int64_t>& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies());
}

// Weights and biases of the CNN, layer by layer; streams go on from layer to layer. SCIENCE.md 2.1.
std::vector<Layout> cnn_layouts(const CnnParams& cnn) {
    constexpr std::int64_t channels = 3, kernel = 3;
    const std::int64_t narrow = cnn.filters, wide = 2 * narrow, side = cnn_last_side(cnn);
    std::vector<Layout> layouts;
    const auto add = [&](const std::string& name, std::vector<std::int64_t> shape) {
        const std::int64_t outputs = shape.front();
        const std::int64_t fan_in = element_count(shape) / outputs;
        const bool is_he = cnn.initial == InitialLaw::He;
        const auto bound = static_cast<float>(std::sqrt((is_he ? 6.0 : 1.0) / static_cast<double>(fan_in)));
        const auto stream = static_cast<std::uint32_t>(layouts.size());
        layouts.push_back({name + ".W", std::move(shape), bound, stream});
        layouts.push_back({name + ".b", {outputs}, is_he ? 0 : bound, stream + 1});
    };
    add("cnn.conv1", {narrow, channels, kernel, kernel});
    add("cnn.conv2", {narrow, narrow, kernel, kernel});
    add("cnn.conv3", {wide, narrow, kernel, kernel});
    add("cnn.conv4", {wide, wide, kernel, kernel});
    add("cnn.conv5", {wide, wide, kernel, kernel});
    add("cnn.dense1", {cnn.dense, wide * side * side});
    add("cnn.dense2", {cnn.last, cnn.dense});
    add("cnn.logit", {1, cnn.last});
    return layouts;
}

std::vector<Layout> layouts_of(const ModelParams& model) {
    return std::visit(overloaded{[](const LogisticRegressionParams&) {
                                     return std::vector<Layout>{{"lr.w", {2}}, {"lr.b", {}}};
                                 },
                                 [](const MlpParams& mlp) {
                                     const std::int64_t hidden = mlp.hidden;
                                     const auto first = static_cast<float>(1 / std::sqrt(2.0));
                                     const auto second =
                                         static_cast<float>(1 / std::sqrt(static_cast<double>(hidden)));
                                     return std::vector<Layout>{{"mlp.W", {hidden, 2}, first, 0},
                                                                {"mlp.b", {hidden}, first, 1},
                                                                {"mlp.w2", {hidden}, second, 2},
                                                                {"mlp.b2", {}, second, 3},
                                                                {"mlp.gamma", {hidden}, 1, {}, true},
                                                                {"mlp.beta", {hidden}, 0, {}, true},
                                                                {"mlp.running_mean", {hidden}, 0, {}, true},
                                                                {"mlp.running_var", {hidden}, 1, {}, true}};
                                 },
                                 [](const CnnParams& cnn) { return cnn_layouts(cnn); }},
                      model);
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t extent : shape) text += (text.empty() ? "" : ", ") + std::to_string(extent);
    return "(" + text + ")";
}

Tensor start(const Layout& layout, std::span<const Replica> replicas) {
    Tensor tensor{layout.name, with_replicas(layout.shape, static_cast<std::int64_t>(replicas.size())), {}};
    const auto count = static_cast<std::uint32_t>(element_count(layout.shape));
    for (const Replica& replica : replicas)
        for (std::uint32_t element = 0; element < count; ++element) {
            const RandomStream stream{replica.seed, RandomPurpose::InitialWeights, 0,
                                      layout.stream.value_or(0)};
            tensor.values.push_back(layout.stream ? (2 * to_uniform(stream.word(element)) - 1) * layout.value
                                                  : layout.value);
        }
    return tensor;
}

}  // namespace

std::int64_t cnn_last_side(const CnnParams& cnn) {
    constexpr std::int64_t side = 32;
    if (cnn.padding == Padding::Same) return side / 2 / 2;
    return ((side - 2 * 2) / 2 - 3 * 2) / 2;  // each convolution takes a pixel on every side
}

EngineState initial_state(const ModelParams& model, std::span<const Replica> replicas) {
    EngineState state;
    for (const Layout& layout : layouts_of(model)) state.tensors.push_back(start(layout, replicas));
    return state;
}

EngineState initial_state(const Setup& setup, const ModelParams& model) {
    EngineState state = initial_state(model, setup.replicas);
    if (!setup.start_weights) return state;
    for (Tensor& tensor : state.tensors)
        for (const Tensor& given : setup.start_weights->tensors)
            if (given.name == tensor.name)
                for (std::size_t at = 0; at < tensor.values.size(); at += given.values.size())
                    std::ranges::copy(given.values, tensor.values.begin() + static_cast<std::ptrdiff_t>(at));
    return state;
}

std::vector<Tensor> tensors_of(const ModelParams& model, TensorsOf which) {
    std::vector<Tensor> tensors;
    for (const Layout& layout : layouts_of(model))
        if (which == TensorsOf::All || !layout.of_batch_norm)
            tensors.push_back({layout.name, layout.shape, {}});
    return tensors;
}

void require_fit(const EngineState& state, const ModelParams& model, std::int64_t replicas) {
    for (const Layout& layout : layouts_of(model)) {
        const Tensor& found = state.tensor(layout.name);
        const std::vector<std::int64_t> expected = with_replicas(layout.shape, replicas);
        if (found.shape != expected)
            throw Error("Tensor \"" + layout.name + "\" has shape " + shape_text(found.shape) +
                        "; the model needs " + shape_text(expected) + ".");
        if (static_cast<std::int64_t>(found.values.size()) != element_count(expected))
            throw Error("Tensor \"" + layout.name + "\" holds " + std::to_string(found.values.size()) +
                        " values; its shape " + shape_text(expected) + " needs " +
                        std::to_string(element_count(expected)) + ".");
    }
}

}  // namespace reweigh
