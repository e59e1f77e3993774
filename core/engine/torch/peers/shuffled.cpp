#include "core/engine/torch/peers/shuffled.h"

#include "core/engine/permutation.h"

#include <algorithm>
#include <map>

namespace reweigh::torch_engine {
namespace {

torch::Tensor floats(const std::vector<float>& values, at::IntArrayRef shape) {
    return torch::tensor(values, torch::kFloat).view(shape);
}

}  // namespace

ShuffledEpochs::ShuffledEpochs(const EngineTask& task, const Live& live, Stacking stacking)
    : task_(task), stacking_(stacking) {
    const Dataset& data = *task_.data;
    inputs_ = floats(data.inputs, {-1, data.width});
    labels_ = floats({data.labels.begin(), data.labels.end()}, {-1, 1});
    std::vector<float> positive, negative;
    for (const Replica& replica : task_.setup.replicas) {
        const WeightScale scale = live.variants[static_cast<std::size_t>(replica.variant)].weight_scale;
        const ClassWeights weights = class_weights(effective_importance(replica, live), scale);
        positive.push_back(static_cast<float>(weights.positive));
        negative.push_back(static_cast<float>(weights.negative));
    }
    positive_ = floats(positive, {-1, 1, 1});
    negative_ = floats(negative, {-1, 1, 1});
}

void ShuffledEpochs::shuffle() {
    const at::NoGradGuard no_graph;
    std::map<std::uint64_t, torch::Tensor> orders;
    std::vector<torch::Tensor> inputs, labels;
    for (const Replica& replica : task_.setup.replicas) {
        torch::Tensor& order = orders[replica.seed];
        if (!order.defined())
            order = torch::tensor(epoch_order(replica.seed, epoch_, task_.data->size()), torch::kLong);
        inputs.push_back(inputs_.index_select(0, order));
        labels.push_back(labels_.index_select(0, order));
    }
    shuffled_ = {at::stack(inputs), at::stack(labels), {}};
    shuffled_.weights = at::where(shuffled_.labels > 0, positive_, negative_);
    if (stacking_ == Stacking::Stacked) return;
    for (torch::Tensor* tensor : {&shuffled_.inputs, &shuffled_.labels, &shuffled_.weights})
        *tensor = tensor->squeeze(0);
}

PeerBatch ShuffledEpochs::batch(std::int64_t step) {
    const std::int64_t n = task_.data->size(), steps = steps_per_epoch(task_.setup, n);
    if (epoch_ != step / steps) {
        epoch_ = step / steps;
        shuffle();
    }
    const std::int64_t first = step % steps * batch_size(task_.setup);
    const std::int64_t size = std::min<std::int64_t>(batch_size(task_.setup), n - first);
    return {shuffled_.inputs.narrow(-2, first, size), shuffled_.labels.narrow(-2, first, size),
            shuffled_.weights.narrow(-2, first, size)};
}

std::vector<EngineTask> tasks_of_one(const EngineTask& task) {
    std::vector<EngineTask> tasks(task.setup.replicas.size(), task);
    for (std::size_t r = 0; r < tasks.size(); ++r) tasks[r].setup.replicas = {task.setup.replicas[r]};
    return tasks;
}

torch::Tensor to_torch(const Tensor& tensor) {
    return torch::tensor(tensor.values, torch::kFloat).reshape(tensor.shape);
}

void store(EngineState& state, const std::string& name, std::size_t replica, const torch::Tensor& from) {
    const auto found = std::ranges::find(state.tensors, name, &Tensor::name);
    const torch::Tensor dense = from.detach().contiguous();
    std::copy_n(dense.data_ptr<float>(), dense.numel(),
                found->values.begin() + static_cast<std::ptrdiff_t>(replica) * dense.numel());
}

}  // namespace reweigh::torch_engine
