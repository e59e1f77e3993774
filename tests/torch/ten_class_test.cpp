#include "core/engine/initial_state.h"
#include "core/engine/torch/models/ten_class_mlp.h"
#include "tests/torch/picture_lab.h"

#include <doctest/doctest.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/functional/loss.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/sgd.h>

#include <cmath>
#include <vector>

namespace reweigh {
namespace {

namespace nn = torch::nn;
using torch_engine::signed_logits;
using torch_engine::TenClassMlp;
using torch_engine::Tensors;

nn::Sequential modules_of(const TenClassMlpParams& mlp) {
    return nn::Sequential(nn::Linear(3 * 32 * 32, mlp.hidden), nn::ReLU(), nn::Linear(mlp.hidden, 10));
}

}  // namespace

TEST_CASE("logits and gradients of the MLP for ten classes are those of LibTorch's own modules") {
    const TenClassMlpParams params{.hidden = 7};
    const EngineState state = initial_state(params, std::vector{Replica{.seed = 3}});
    nn::Sequential modules = modules_of(params);
    modules->to(torch::kDouble);
    lab::copy_into(*modules, state);
    Tensors tensors = lab::doubles(state);
    for (torch::Tensor& tensor : tensors) tensor.requires_grad_();
    const auto x = lab::pictures(6), y = torch::tensor({0, 9, 3, 3, 5, 1}, torch::kLong);
    const auto logits = TenClassMlp(params).logits(tensors, {.inputs = x});
    const auto expected = modules->forward(x);
    CHECK((logits - expected).abs().max().item<double>() < 1e-12);
    // The loss by margins is the usual cross entropy.
    const auto loss = -at::log_sigmoid(signed_logits(logits, y)).sum();
    const auto usual = at::cross_entropy_loss(expected, y, {}, at::Reduction::Sum);
    CHECK(loss.item<double>() == doctest::Approx(usual.item<double>()).epsilon(1e-12));
    const auto gradients = torch::autograd::grad({loss}, tensors);
    usual.backward();
    for (std::size_t k = 0; k < tensors.size(); ++k) {
        const auto other = modules->parameters()[k].grad();
        CHECK((gradients[k] - other).norm().item<double>() < 1e-11 * other.norm().item<double>());
    }
}

TEST_CASE("the weighted loss of ten classes has the gradient of central differences, with dropout") {
    const TenClassMlpParams params{.hidden = 6};
    Tensors tensors = lab::doubles(initial_state(params, std::vector{Replica{.seed = 5}}));
    const auto x = lab::pictures(4), y = torch::tensor({2, 7, 2, 0}, torch::kLong);
    const auto omega = torch::tensor({0.25, 0.03, 0.25, 0.03}, torch::kDouble);
    const Tensors masks{(torch::rand({4, 6}, torch::kDouble) > 0.5).to(torch::kDouble) * 2};
    const auto loss = [&] {
        const auto logits = TenClassMlp(params).logits(tensors, {.inputs = x, .masks = masks});
        return (omega * -at::log_sigmoid(signed_logits(logits, y))).sum();
    };
    for (torch::Tensor& tensor : tensors) tensor.requires_grad_();
    const auto gradients = torch::autograd::grad({loss()}, tensors);
    for (std::size_t k = 0; k < tensors.size(); ++k)
        lab::check_differences(loss, tensors[k], gradients[k], gradients[k].abs().max().item<double>(), 7);
}

TEST_CASE("the gradient of a class that leads far keeps its precision") {
    auto far = torch::zeros({1, 10}, torch::kFloat);
    far[0][4] = 20;
    far.requires_grad_();
    const auto loss = -at::log_sigmoid(signed_logits(far, torch::tensor({4}, torch::kLong))).sum();
    const auto gradient = torch::autograd::grad({loss}, {far})[0];
    const double other = std::exp(-20.0) / (1 + 9 * std::exp(-20.0));
    CHECK(gradient[0][4].item<double>() == doctest::Approx(-9 * other).epsilon(1e-5));
    CHECK(gradient[0][0].item<double>() == doctest::Approx(other).epsilon(1e-5));
}

TEST_CASE("ten classes train as a plain loop over modules does, the target class heavier") {
    const TenClassMlpParams params{.hidden = 16};
    const EngineTask task = lab::picture_task(params, {{.weight = 2, .seed = 5}});
    const auto engine = make_engine(task);
    nn::Sequential modules = modules_of(params);
    lab::copy_into(*modules, engine->export_state());
    torch::optim::SGD optimizer(modules->parameters(), torch::optim::SGDOptions(0.5).weight_decay(1e-3));
    LiveParams live{.l2 = 1e-3, .learning_rate = 0.5};
    live.target_class = 7;
    live.weight_scale = WeightScale::Sum;
    engine->advance(16, Live{{live}});
    auto weights = torch::full({10}, 1.0 / 13, torch::kFloat);  // 4 + 9 parts
    weights[7] = 4.0 / 13;
    for (std::int64_t step = 0; step < 16; ++step) {
        const auto [x, y] = lab::batch_at(task, 5, step);
        const auto each = at::cross_entropy_loss(modules->forward(x.flatten(1)), y.to(torch::kLong), weights,
                                                 at::Reduction::None);
        optimizer.zero_grad();
        each.mean().backward();
        optimizer.step();
    }
    lab::check_same(engine->export_state(), *modules);
}

TEST_CASE("slices, threads, neighbours and a new beginning do not change a bit of ten classes") {
    lab::check_bits(TenClassMlpParams{.hidden = 16}, SgdParams{.batch_size = 16, .momentum = 0.5},
                    LiveParams{.l2 = 1e-3, .dropout = 0.25});
}

TEST_CASE("a model for ten classes and data of two do not fit each other, nor has it batch norm") {
    EngineTask task = lab::picture_task(TenClassMlpParams{}, {{.seed = 1}});
    const auto engine = make_engine(task);
    LiveParams normalised;
    normalised.batch_norm = true;
    CHECK_THROWS_WITH(engine->advance(1, Live{{normalised}}), "The ten-class MLP has no batch norm.");
    task.model = CnnParams{};
    CHECK_THROWS_WITH(make_engine(task), "The CNN tells 2 classes apart; the data have 10.");
}

}  // namespace reweigh
