#include "tests/torch/picture_lab.h"

#include "core/data/picture_task.h"
#include "core/engine/permutation.h"

namespace reweigh::lab {

EngineTask picture_task(ModelParams model, std::vector<Replica> replicas, int threads,
                        OptimizerParams optimizer) {
    static const auto data = std::make_shared<const Dataset>(
        make_pictures({.path = {}, .stand_in = true, .train = 20, .test = 3, .other = 4, .noise = 5}, 1));
    Setup setup;
    setup.engine = EngineChoice::Torch;
    setup.data = PicturesParams{};
    setup.model = std::move(model);
    setup.companion.reset();
    setup.optimizer = optimizer;
    setup.replicas = std::move(replicas);
    return {setup, setup.model, data, threads};
}

torch_engine::Tensors doubles(const EngineState& state) {
    torch_engine::Tensors tensors;
    for (const Tensor& tensor : state.tensors)
        tensors.push_back(
            torch::tensor(tensor.values).view(at::IntArrayRef(tensor.shape).slice(1)).to(torch::kDouble));
    return tensors;
}

torch::Tensor pictures(std::int64_t count) {
    torch::manual_seed(7);
    return torch::randn({count, 3 * 32 * 32}, torch::kDouble);
}

PictureBatch batch_at(const EngineTask& task, std::uint64_t seed, std::int64_t step) {
    const std::vector<int> points = batch_of_step(seed, step, task.data->size(), batch_size(task.setup));
    std::vector<float> labels;
    for (const int point : points) labels.push_back(task.data->labels[static_cast<std::size_t>(point)]);
    const auto rows = torch::tensor(std::vector<std::int64_t>(points.begin(), points.end()), torch::kLong);
    return {torch::tensor(task.data->inputs).view({-1, 3, 32, 32}).index_select(0, rows),
            torch::tensor(labels)};
}

}  // namespace reweigh::lab
