#include "tests/torch/picture_lab.h"

#include "core/data/picture_task.h"
#include "core/engine/model_layout.h"
#include "core/engine/permutation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace reweigh::lab {

EngineTask picture_task(ModelParams model, std::vector<Replica> replicas, int threads,
                        OptimizerParams optimizer) {
    static const auto of_two = std::make_shared<const Dataset>(make_pictures(
        PicturesParams{.path = {}, .stand_in = true, .train = 20, .test = 3, .other = 4, .noise = 5}, 1));
    static const auto of_ten = std::make_shared<const Dataset>(
        make_pictures(TenClassesParams{.path = {}, .stand_in = true, .train = 4, .test = 3}, 1));
    const bool is_of_two = class_count(model) == 2;
    const auto data = is_of_two ? of_two : of_ten;
    Setup setup;
    setup.engine = EngineChoice::Torch;
    setup.data = is_of_two ? DataParams(PicturesParams{}) : DataParams(TenClassesParams{});
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

void copy_into(torch::nn::Module& modules, const EngineState& state) {
    const at::NoGradGuard no_graph;
    std::size_t k = 0;
    for (torch::Tensor& parameter : modules.parameters())
        parameter.copy_(torch::tensor(state.tensors[k++].values).view(parameter.sizes()));
}

void check_same(const EngineState& trained, const torch::nn::Module& modules) {
    for (std::size_t k = 0; k < trained.tensors.size(); ++k) {
        const auto expected = modules.parameters()[k].detach().reshape(-1);
        const auto found = torch::tensor(trained.tensors[k].values);
        CHECK((found - expected).norm().item<double>() <= 1e-5 * expected.norm().item<double>());
    }
}

void check_differences(const std::function<torch::Tensor()>& loss, const torch::Tensor& leaf,
                       const torch::Tensor& gradient, double scale, std::int64_t places) {
    const at::NoGradGuard no_graph;
    constexpr double step = 1e-6;
    const auto flat = leaf.view(-1), slope = gradient.reshape(-1);
    for (std::int64_t i = 0; i < flat.numel(); i += std::max<std::int64_t>(flat.numel() / places, 1)) {
        const double at = flat[i].item<double>();
        flat[i] = at + step;
        const double above = loss().item<double>();
        flat[i] = at - step;
        const double below = loss().item<double>();
        flat[i] = at;
        CHECK(std::abs((above - below) / (2 * step) - slope[i].item<double>()) < 1e-5 * scale);
    }
}

void check_bits(const ModelParams& model, const OptimizerParams& optimizer, const LiveParams& params) {
    const std::vector<Replica> replicas{{.seed = 1}, {.weight = 4, .seed = 2}, {.weight = -4, .seed = 1}};
    const Live live{{params}};
    const auto task = [&](std::vector<Replica> some, int threads) {
        return picture_task(model, std::move(some), threads, optimizer);
    };
    const auto whole = make_engine(task(replicas, 1)), parts = make_engine(task(replicas, 3)),
               alone = make_engine(task({replicas[1]}, 1)), resumed = make_engine(task(replicas, 1)),
               rehearsed = make_engine(task(replicas, 2));
    const EngineState start = rehearsed->export_state();
    rehearsed->advance(2, live);
    rehearsed->import_state(start);
    rehearsed->advance(9, live);
    whole->advance(9, live);
    parts->advance(4, live);
    resumed->import_state(parts->export_state());
    parts->advance(5, live);
    resumed->advance(5, live);
    alone->advance(9, live);
    const EngineState expected = whole->export_state();
    REQUIRE(expected.tensors.size() == layouts_of(model, optimizer).size());
    for (std::size_t k = 0; k < expected.tensors.size(); ++k) {
        const std::vector<float>& values = expected.tensors[k].values;
        REQUIRE(parts->export_state().tensors[k].values == values);
        REQUIRE(resumed->export_state().tensors[k].values == values);
        REQUIRE(rehearsed->export_state().tensors[k].values == values);
        const auto size = static_cast<std::ptrdiff_t>(values.size() / 3);
        REQUIRE(alone->export_state().tensors[k].values ==
                std::vector(values.begin() + size, values.begin() + 2 * size));
    }
}

}  // namespace reweigh::lab
