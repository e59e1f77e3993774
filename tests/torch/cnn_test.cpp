#include "core/engine/torch/models/cnn.h"

#include "core/engine/engine.h"
#include "core/engine/initial_state.h"
#include "tests/torch/picture_lab.h"

#include <doctest/doctest.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/functional/loss.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/pooling.h>
#include <torch/optim/sgd.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace reweigh {
namespace {

namespace nn = torch::nn;
using lab::doubles;
using lab::pictures;
using torch_engine::Cnn;
using torch_engine::Tensors;

CnnParams small_cnn(Padding padding = Padding::Valid) {
    return {.filters = 4, .dense = 12, .last = 6, .padding = padding, .initial = InitialLaw::He};
}

EngineTask small_task(std::vector<Replica> replicas, int threads = 1) {
    return lab::picture_task(small_cnn(), std::move(replicas), threads);
}

// LibTorch's own modules, put together as the paper writes.
nn::Sequential modules_of(const CnnParams& cnn) {
    const std::int64_t f = cnn.filters, side = cnn.padding == Padding::Same ? 8 : 4;
    const auto conv = [&](std::int64_t in, std::int64_t out) {
        return nn::Conv2d(nn::Conv2dOptions(in, out, 3).padding(cnn.padding == Padding::Same ? 1 : 0));
    };
    return nn::Sequential(conv(3, f), nn::ReLU(), conv(f, f), nn::ReLU(), nn::MaxPool2d(2), conv(f, 2 * f),
                          nn::ReLU(), conv(2 * f, 2 * f), nn::ReLU(), conv(2 * f, 2 * f), nn::ReLU(),
                          nn::MaxPool2d(2), nn::Flatten(), nn::Linear(2 * f * side * side, cnn.dense),
                          nn::ReLU(), nn::Linear(cnn.dense, cnn.last), nn::ReLU(), nn::Linear(cnn.last, 1));
}

}  // namespace

TEST_CASE("the CNN's logits and gradients are those of LibTorch's own modules") {
    for (const Padding padding : {Padding::Valid, Padding::Same}) {
        const CnnParams params = small_cnn(padding);
        const EngineState state = initial_state(params, std::vector{Replica{.seed = 3}});
        nn::Sequential modules = modules_of(params);
        modules->to(torch::kDouble);
        lab::copy_into(*modules, state);
        Tensors tensors = doubles(state);
        for (torch::Tensor& tensor : tensors) tensor.requires_grad_();
        const auto x = pictures(5);
        const auto logits = Cnn(params).logits(tensors, {.inputs = x});
        const auto expected = modules->forward(x.view({5, 3, 32, 32})).squeeze(1);
        CHECK((logits - expected).abs().max().item<double>() < 1e-12);
        const auto gradients = torch::autograd::grad({logits.sum()}, tensors);
        expected.sum().backward();
        for (std::size_t k = 0; k < tensors.size(); ++k) {
            const auto other = modules->parameters()[k].grad();
            CHECK((gradients[k] - other).norm().item<double>() < 1e-12 * other.norm().item<double>());
        }
    }
}

TEST_CASE("the gradient of the CNN's weighted loss is that of central differences, with dropout") {
    const CnnParams params = small_cnn();
    Tensors tensors = doubles(initial_state(params, std::vector{Replica{.seed = 5}}));
    const Cnn cnn(params);
    const auto x = pictures(4);
    const auto signs = torch::tensor({1.0, -1.0, 1.0, -1.0}, torch::kDouble);
    const auto omega = torch::tensor({0.25, 0.03, 0.25, 0.03}, torch::kDouble);
    Tensors masks;
    for (const int units : cnn.dropout_units())
        masks.push_back((torch::rand({4, units}, torch::kDouble) > 0.5).to(torch::kDouble) * 2);
    const auto loss = [&] {
        return (omega * -at::log_sigmoid(signs * cnn.logits(tensors, {.inputs = x, .masks = masks}))).sum();
    };
    for (torch::Tensor& tensor : tensors) tensor.requires_grad_();
    const auto gradients = torch::autograd::grad({loss()}, tensors);
    for (std::size_t k = 0; k < tensors.size(); ++k) {
        const double scale = gradients[k].abs().max().item<double>();
        REQUIRE(scale > 0);
        lab::check_differences(loss, tensors[k], gradients[k], scale, 7);
    }
}

TEST_CASE("one replica of the CNN trains as a plain loop over modules does") {
    const EngineTask task = small_task({{.weight = -3, .seed = 5}});
    const auto engine = make_engine(task);
    nn::Sequential modules = modules_of(small_cnn());
    lab::copy_into(*modules, engine->export_state());
    torch::optim::SGD optimizer(modules->parameters(), torch::optim::SGDOptions(0.05).weight_decay(1e-3));
    engine->advance(12, Live{{LiveParams{.l2 = 1e-3, .learning_rate = 0.05}}});

    for (std::int64_t step = 0; step < 12; ++step) {
        const auto [x, y] = lab::batch_at(task, 5, step);
        const auto weight = torch::where(y > 0, torch::full_like(y, 0.125f), torch::ones_like(y));
        optimizer.zero_grad();
        at::binary_cross_entropy_with_logits(modules->forward(x).squeeze(1), y, weight).backward();
        optimizer.step();
    }
    lab::check_same(engine->export_state(), *modules);
}

TEST_CASE("slices, threads, neighbours and a new beginning do not change a bit of the CNN") {
    lab::check_bits(small_cnn(), SgdParams{.batch_size = 16}, LiveParams{.l2 = 1e-3, .dropout = 0.25});
}

TEST_CASE("what the CNN says of pictures does not depend on their company, nor on where its weights lie") {
    const auto engine = make_engine(small_task({{.seed = 1}, {.seed = 2}}, 2));
    const Live live{{LiveParams{}}};
    const EngineState state = engine->export_state();
    const auto many = pictures(600).to(torch::kFloat).contiguous();
    const std::span inputs(many.data_ptr<float>(), static_cast<std::size_t>(many.numel()));
    std::vector<float> now(1200), then(1200), one(1);
    engine->predict(std::vector{0, 1}, nullptr, live, inputs, now);
    engine->advance(3, live);
    engine->predict(std::vector{0, 1}, &state, live, inputs, then);
    CHECK(now == then);
    engine->predict(std::vector{1}, &state, live, inputs.subspan(3072 * 599, 3072), one);
    CHECK(one[0] == doctest::Approx(now[1199]).epsilon(1e-5));
}

TEST_CASE("a parked replica of the CNN stays while the others train as if it were alone") {
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
    engine->advance(5, live);
    undisturbed->advance(5, live);
    const std::vector<float> values = engine->export_state().tensors[2].values,
                             expected = undisturbed->export_state().tensors[2].values;
    const auto half = static_cast<std::ptrdiff_t>(values.size() / 2);
    CHECK(std::equal(values.begin() + half, values.end(), expected.begin() + half));
    CHECK(std::equal(values.begin(), values.begin() + half, start.tensors[2].values.begin()));
}

TEST_CASE("initial weights of the CNN are within their bounds and fill them") {
    for (const InitialLaw law : {InitialLaw::FanIn, InitialLaw::He}) {
        CnnParams params;
        params.filters = 32;
        params.initial = law;
        const EngineState state = initial_state(params, std::vector{Replica{.seed = 1}, Replica{.seed = 2}});
        for (std::size_t k = 0; k < state.tensors.size(); k += 2) {
            const Tensor &W = state.tensors[k], &b = state.tensors[k + 1];
            const double outputs = static_cast<double>(W.shape[1]);
            const double fan_in = static_cast<double>(W.values.size()) / (2 * outputs);
            const double bound = std::sqrt((law == InitialLaw::He ? 6 : 1) / fan_in);
            const float largest = std::ranges::max(W.values), smallest = std::ranges::min(W.values);
            CHECK(largest <= bound);
            CHECK(smallest >= -bound);
            CHECK(largest > 0.95 * bound);
            CHECK(smallest < -0.95 * bound);
            if (law == InitialLaw::He) CHECK(std::ranges::all_of(b.values, [](float v) { return v == 0; }));
        }
    }
}

TEST_CASE("a model and its data must fit each other") {
    EngineTask task = small_task({{.seed = 1}});
    task.model = MlpParams{8};
    CHECK_THROWS_WITH(make_engine(task), "The model MLP needs points; the data are pictures.");
}

}  // namespace reweigh
