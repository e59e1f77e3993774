#include "core/data/kinds.h"
#include "core/engine/initial_state.h"
#include "core/engine/permutation.h"
#include "core/engine/torch/models/cnn.h"
#include "tests/torch/picture_lab.h"

#include <doctest/doctest.h>
#include <torch/optim/adam.h>
#include <torch/optim/sgd.h>

#include <memory>
#include <vector>

namespace reweigh {
namespace {

using torch_engine::Tensors;

constexpr double rate = 0.01, l2 = 1e-2;

// LibTorch's own optimizer.
std::unique_ptr<torch::optim::Optimizer> optimizer_of(const OptimizerParams& params, Tensors tensors) {
    if (const auto* sgd = std::get_if<SgdParams>(&params))
        return std::make_unique<torch::optim::SGD>(
            std::move(tensors), torch::optim::SGDOptions(rate).momentum(sgd->momentum).weight_decay(l2));
    const auto& adam = std::get<AdamParams>(params);
    return std::make_unique<torch::optim::Adam>(
        std::move(tensors),
        torch::optim::AdamOptions(rate).betas({adam.beta1, adam.beta2}).eps(adam.epsilon).weight_decay(l2));
}

Tensors floats(const EngineState& state, std::size_t count) {
    Tensors tensors;
    for (std::size_t k = 0; k < count; ++k)
        tensors.push_back(torch::tensor(state.tensors[k].values)
                              .view(at::IntArrayRef(state.tensors[k].shape).slice(1))
                              .requires_grad_());
    return tensors;
}

void check_equal(const EngineState& state, const Tensors& expected) {
    for (std::size_t k = 0; k < expected.size(); ++k) {
        const auto other = expected[k].detach().reshape(-1);
        CHECK((torch::tensor(state.tensors[k].values) - other).norm().item<double>() <=
              1e-5 * other.norm().item<double>());
    }
}

EngineTask points_task(const OptimizerParams& optimizer, std::vector<Replica> replicas) {
    Setup setup;
    setup.engine = EngineChoice::Torch;
    setup.optimizer = optimizer;
    setup.replicas = std::move(replicas);
    return {setup, MlpParams{16},
            std::make_shared<const Dataset>(make_dataset(TruncatedNormalParams{.count = 50}, 1)), 1};
}

const std::vector<OptimizerParams> optimizers{SgdParams{8, 0.9}, AdamParams{.batch_size = 8},
                                              AdamParams{8, 0.5, 0.9, 1e-3}};

}  // namespace

TEST_CASE("momentum and Adam move the CNN as LibTorch's own optimizers do") {
    const CnnParams cnn{.filters = 4, .dense = 12, .last = 6, .initial = InitialLaw::He};
    for (const OptimizerParams& params : optimizers) {
        const EngineTask task = lab::picture_task(cnn, {{.seed = 5}}, 1, params);
        const auto engine = make_engine(task);
        const Tensors tensors =
            floats(engine->export_state(), initial_state(cnn, task.setup.replicas).tensors.size());
        engine->advance(12, Live{{LiveParams{.l2 = l2, .learning_rate = rate}}});
        const auto optimizer = optimizer_of(params, tensors);
        for (std::int64_t step = 0; step < 12; ++step) {
            const auto [x, y] = lab::batch_at(task, 5, step);
            optimizer->zero_grad();
            at::binary_cross_entropy_with_logits(
                torch_engine::Cnn(cnn).logits(tensors, {.inputs = x.flatten(1)}), y)
                .backward();
            optimizer->step();
        }
        check_equal(engine->export_state(), tensors);
    }
}

TEST_CASE("momentum and Adam move the MLP as LibTorch's own optimizers do, each replica alone") {
    for (const OptimizerParams& params : optimizers) {
        const EngineTask task = points_task(params, {{.seed = 4}, {.seed = 9}});
        const auto engine = make_engine(task);
        const EngineState start = engine->export_state();
        engine->advance(20, Live{{LiveParams{.l2 = l2, .learning_rate = rate}}});
        const EngineState trained = engine->export_state();
        for (int replica = 0; replica < 2; ++replica) {
            const std::uint64_t seed = task.setup.replicas[static_cast<std::size_t>(replica)].seed;
            EngineState own = initial_state(MlpParams{16}, std::vector{Replica{.seed = seed}});
            const Tensors tensors = floats(own, 4);
            const auto optimizer = optimizer_of(params, tensors);
            for (std::int64_t step = 0; step < 20; ++step) {
                std::vector<float> x, y;
                for (const int point : batch_of_step(seed, step, task.data->size(), 8)) {
                    const Vec2 at = task.data->point(point);
                    x.insert(x.end(), {static_cast<float>(at.x), static_cast<float>(at.y)});
                    y.push_back(task.data->labels[static_cast<std::size_t>(point)]);
                }
                optimizer->zero_grad();
                const auto hidden = at::linear(torch::tensor(x).view({-1, 2}), tensors[0], tensors[1]).relu();
                at::binary_cross_entropy_with_logits(hidden.mv(tensors[2]) + tensors[3], torch::tensor(y))
                    .backward();
                optimizer->step();
            }
            for (std::size_t k = 0; k < own.tensors.size(); ++k) {
                const std::vector<float>& all = trained.tensors[k].values;
                const auto size = static_cast<std::ptrdiff_t>(all.size() / 2);
                own.tensors[k].values = {all.begin() + replica * size, all.begin() + (replica + 1) * size};
            }
            check_equal(own, tensors);
        }
    }
}

TEST_CASE("engines that know plain SGD only say so, and the automatic choice is LibTorch") {
    EngineTask task = points_task(SgdParams{8, 0.5}, {{.seed = 1}});
    task.setup.engine = EngineChoice::Fused;
    CHECK_THROWS_WITH(make_engine(task), "The engine \"fused\" trains by SGD without momentum only.");
    task.setup.engine = EngineChoice::Reference;
    CHECK_THROWS_WITH(make_engine(task), "The engine \"reference\" trains by SGD without momentum only.");
    task.setup.engine = EngineChoice::Auto;
    const auto engine = make_engine(task);
    engine->advance(3, Live{{LiveParams{}}});
    CHECK(engine->export_state().tensor("velocity.mlp.W").values.size() ==
          engine->export_state().tensor("mlp.W").values.size());
}

}  // namespace reweigh
