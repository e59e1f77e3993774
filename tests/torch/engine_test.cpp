#include "core/engine/engine.h"

#include "core/data/kinds.h"
#include "core/engine/permutation.h"

#include <doctest/doctest.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <cmath>
#include <limits>
#include <vector>

namespace reweigh {
namespace {

EngineTask small_task(std::vector<Replica> replicas) {
    Setup setup;
    setup.engine = EngineChoice::Torch;
    setup.replicas = std::move(replicas);
    return {setup, MlpParams{16},
            std::make_shared<const Dataset>(make_dataset(TruncatedNormalParams{.count = 50}, 1)), 1};
}

torch::Tensor leaf(const EngineState& state, const char* name) {
    const Tensor& tensor = state.tensor(name);
    const std::vector<std::int64_t> shape(tensor.shape.begin() + 1, tensor.shape.end());
    return torch::tensor(tensor.values).reshape(shape).requires_grad_();
}

}  // namespace

TEST_CASE("one replica equals a plain loop over linear layers") {
    const EngineTask task = small_task({{.weight = -3, .seed = 5}});
    const auto engine = make_engine(task);
    const EngineState start = engine->export_state();
    const LiveParams params{.l2 = 1e-3, .learning_rate = 0.05};
    engine->advance(100, Live{{params}});

    auto W = leaf(start, "mlp.W"), b = leaf(start, "mlp.b"), w2 = leaf(start, "mlp.w2"),
         b2 = leaf(start, "mlp.b2");
    const auto x = torch::tensor(task.data->inputs).view({-1, 2});
    for (std::int64_t step = 0; step < 100; ++step) {
        const std::vector<int> points = batch_of_step(5, step, task.data->size(), 8);
        const auto rows =
            torch::tensor(std::vector<std::int64_t>(points.begin(), points.end()), torch::kLong);
        std::vector<float> labels;
        for (const int point : points) labels.push_back(task.data->labels[static_cast<std::size_t>(point)]);
        const auto y = torch::tensor(labels);
        const auto weight = torch::where(y > 0, torch::full_like(y, 0.125f), torch::ones_like(y));
        const auto z =
            at::linear(at::linear(x.index_select(0, rows), W, b).relu(), w2.view({1, -1}), b2.view({1}));
        const auto loss = at::binary_cross_entropy_with_logits(z.squeeze(1), y, weight);
        const std::vector<torch::Tensor> all{W, b, w2, b2};
        const auto gradients = torch::autograd::grad({loss}, all);
        const at::NoGradGuard no_graph;
        for (std::size_t k = 0; k < all.size(); ++k) all[k].mul_(1 - 0.05 * 1e-3).sub_(0.05 * gradients[k]);
    }
    const EngineState trained = engine->export_state();
    REQUIRE((leaf(trained, "mlp.W") - W).norm().item<float>() <= 1e-6 * W.norm().item<float>());
    REQUIRE((leaf(trained, "mlp.w2") - w2).norm().item<float>() <= 1e-6 * w2.norm().item<float>());
}

TEST_CASE("slices of LibTorch steps do not change a bit") {
    const EngineTask task = small_task({{.seed = 1}, {.weight = 4, .seed = 2}});
    const Live live{{LiveParams{.dropout = 0.25, .batch_norm = true}}};
    const auto whole = make_engine(task), parts = make_engine(task);
    whole->advance(40, live);
    parts->advance(27, live);
    parts->advance(13, live);
    for (std::size_t k = 0; k < whole->export_state().tensors.size(); ++k)
        REQUIRE(whole->export_state().tensors[k].values == parts->export_state().tensors[k].values);
}

TEST_CASE("a parked LibTorch replica stays while the others train as if it were alone") {
    const EngineTask task = small_task({{.seed = 1}, {.seed = 2}});
    const Live live{{LiveParams{}}};
    const auto engine = make_engine(task), undisturbed = make_engine(task);
    const EngineState start = engine->export_state();
    EngineState broken = start;
    broken.tensors[0].values[0] = std::numeric_limits<float>::quiet_NaN();
    engine->import_state(broken);
    REQUIRE(engine->diverged() == std::vector{0});
    engine->park(0, start);
    REQUIRE(engine->diverged().empty());
    engine->advance(20, live);
    undisturbed->advance(20, live);
    const std::size_t half = start.tensors[0].values.size() / 2;
    const std::vector<float> values = engine->export_state().tensors[0].values;
    const std::vector<float> expected = undisturbed->export_state().tensors[0].values;
    REQUIRE(std::equal(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(half),
                       start.tensors[0].values.begin()));
    REQUIRE(std::equal(values.begin() + static_cast<std::ptrdiff_t>(half), values.end(),
                       expected.begin() + static_cast<std::ptrdiff_t>(half)));
}

}  // namespace reweigh
