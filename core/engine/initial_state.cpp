#include "core/engine/initial_state.h"

#include "core/base/error.h"
#include "core/base/philox.h"
#include "core/engine/model_layout.h"

#include <algorithm>

namespace reweigh {
namespace {

std::vector<std::int64_t> with_replicas(std::vector<std::int64_t> shape, std::int64_t replicas) {
    shape.insert(shape.begin(), replicas);
    return shape;
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t extent : shape) text += (text.empty() ? "" : ", ") + std::to_string(extent);
    return "(" + text + ")";
}

// Replicas of one seed start alike.
Tensor start(const TensorLayout& layout, std::span<const Replica> replicas) {
    Tensor tensor{layout.name, with_replicas(layout.shape, static_cast<std::int64_t>(replicas.size())), {}};
    const auto count = static_cast<std::size_t>(element_count(layout.shape));
    tensor.values.resize(replicas.size() * count, layout.value);
    if (!layout.stream) return tensor;
    const auto row = [&](std::ptrdiff_t replica) {
        return tensor.values.begin() + replica * static_cast<std::ptrdiff_t>(count);
    };
    for (auto replica = replicas.begin(); replica != replicas.end(); ++replica) {
        const auto like = std::ranges::find(replicas.begin(), replica, replica->seed, &Replica::seed);
        const auto here = row(replica - replicas.begin());
        if (like != replica) {
            std::copy_n(row(like - replicas.begin()), count, here);
            continue;
        }
        const RandomStream stream{replica->seed, RandomPurpose::InitialWeights, 0, *layout.stream};
        for (std::size_t element = 0; element < count; ++element)
            here[static_cast<std::ptrdiff_t>(element)] =
                (2 * to_uniform(stream.word(static_cast<std::uint32_t>(element))) - 1) * layout.value;
    }
    return tensor;
}

EngineState start(const std::vector<TensorLayout>& layouts, std::span<const Replica> replicas) {
    EngineState state;
    for (const TensorLayout& layout : layouts) state.tensors.push_back(start(layout, replicas));
    return state;
}

bool belongs(TensorRole role, TensorsOf which) {
    return role == TensorRole::Weight || which == TensorsOf::All ||
           (which == TensorsOf::TrainedWithBatchNorm && role == TensorRole::BatchNormWeight);
}

void require_fit(const EngineState& state, const std::vector<TensorLayout>& layouts, std::int64_t replicas) {
    for (const TensorLayout& layout : layouts) {
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

}  // namespace

EngineState initial_state(const ModelParams& model, std::span<const Replica> replicas) {
    return start(layouts_of(model), replicas);
}

EngineState initial_state(const Setup& setup, const ModelParams& model) {
    EngineState state = start(layouts_of(model, setup.optimizer), setup.replicas);
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
    for (const TensorLayout& layout : layouts_of(model))
        if (belongs(layout.role, which)) tensors.push_back({layout.name, layout.shape, {}});
    return tensors;
}

void require_fit(const EngineState& state, const ModelParams& model, std::int64_t replicas) {
    require_fit(state, layouts_of(model), replicas);
}

void require_fit(const EngineState& state, const Setup& setup, const ModelParams& model) {
    require_fit(state, layouts_of(model, setup.optimizer), static_cast<std::int64_t>(setup.replicas.size()));
}

}  // namespace reweigh
