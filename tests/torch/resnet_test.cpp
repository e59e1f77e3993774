#include "core/engine/torch/models/resnet.h"

#include "core/engine/initial_state.h"
#include "core/engine/model_layout.h"
#include "tests/torch/picture_lab.h"

#include <doctest/doctest.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace reweigh {
namespace {

namespace nn = torch::nn;
using lab::doubles;
using lab::pictures;
using torch_engine::Resnet;
using torch_engine::Tensors;

constexpr ResnetParams small_resnet{.filters = 2, .dense = 6, .initial = InitialLaw::He};

// LibTorch's own modules, put together as the paper writes.
class Modules : public nn::Module {
public:
    explicit Modules(const ResnetParams& params, bool batch_norm) : batch_norm_(batch_norm) {
        std::int64_t inputs = params.filters;
        add("conv", 3, inputs, 5, 1);
        for (int block = 1; block <= 6; ++block) {
            const std::string name = "block" + std::to_string(block);
            const std::int64_t outputs = params.filters * (block <= 2 ? 1 : block <= 4 ? 2 : 4);
            const int stride = block == 3 || block == 5 ? 2 : 1;
            add(name + "_conv1", inputs, outputs, 3, stride);
            add(name + "_conv2", outputs, outputs, 3, 1);
            if (stride == 2) add(name + "_shortcut", inputs, outputs, 1, 2);
            inputs = outputs;
        }
        dense_ = register_module("dense", nn::Linear(inputs, params.dense));
        logit_ = register_module("logit", nn::Linear(params.dense, 1));
        to(torch::kDouble);
    }

    torch::Tensor forward(torch::Tensor x) {
        std::size_t next = 0;
        const auto convolved = [&](const torch::Tensor& from) {
            const auto y = convolutions_[next]->forward(from);
            const auto z = batch_norm_ ? norms_[next]->forward(y) : y;
            ++next;
            return z;
        };
        x = torch::relu(convolved(x));
        for (int block = 1; block <= 6; ++block) {
            const auto inner = convolved(torch::relu(convolved(x)));
            x = torch::relu(inner + (block == 3 || block == 5 ? convolved(x) : x));
        }
        x = torch::adaptive_avg_pool2d(x, {1, 1}).flatten(1);
        return logit_->forward(torch::relu(dense_->forward(x))).squeeze(1);
    }

    // In the order of core/state/tensors.h.
    Tensors tensors() {
        Tensors all;
        for (std::size_t k = 0; k < convolutions_.size(); ++k)
            for (const auto& tensor : {convolutions_[k]->weight, convolutions_[k]->bias, norms_[k]->weight,
                                       norms_[k]->bias, norms_[k]->running_mean, norms_[k]->running_var})
                all.push_back(tensor);
        for (const auto& tensor : {dense_->weight, dense_->bias, logit_->weight, logit_->bias})
            all.push_back(tensor);
        return all;
    }

    void take(const EngineState& state) {
        const at::NoGradGuard no_graph;
        const Tensors from = doubles(state), to = tensors();
        REQUIRE(from.size() == to.size());
        for (std::size_t k = 0; k < to.size(); ++k) to[k].copy_(from[k]);
    }

private:
    void add(const std::string& name, std::int64_t in, std::int64_t out, std::int64_t kernel, int stride) {
        convolutions_.push_back(register_module(
            name, nn::Conv2d(nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2))));
        norms_.push_back(register_module(name + "_norm", nn::BatchNorm2d(out)));
    }

    bool batch_norm_;
    std::vector<nn::Conv2d> convolutions_;
    std::vector<nn::BatchNorm2d> norms_;
    nn::Linear dense_{nullptr}, logit_{nullptr};
};

bool is_statistic(std::size_t tensor) {
    return layouts_of(small_resnet)[tensor].role == TensorRole::BatchNormStatistic;
}

}  // namespace

TEST_CASE("the ResNet's logits, gradients and statistics are those of LibTorch's own modules") {
    for (const bool batch_norm : {false, true}) {
        const EngineState state = initial_state(small_resnet, std::vector{Replica{.seed = 3}});
        Modules modules(small_resnet, batch_norm);
        modules.take(state);
        modules.train();
        Tensors tensors = doubles(state), leaves;
        for (std::size_t k = 0; k < tensors.size(); ++k)
            if (!is_statistic(k)) leaves.push_back(tensors[k].requires_grad_());
        const auto x = pictures(5);
        const auto logits =
            Resnet(small_resnet).logits(tensors, {.inputs = x, .batch_norm = batch_norm, .training = true});
        const auto expected = modules.forward(x.view({5, 3, 32, 32}));
        CHECK((logits - expected).abs().max().item<double>() < 1e-11);
        const Tensors gradients = torch::autograd::grad({logits.square().sum()}, leaves, {}, {}, false, true);
        expected.square().sum().backward();
        const Tensors others = modules.tensors();
        std::size_t gradient = 0;
        for (std::size_t k = 0; k < tensors.size(); ++k) {
            if (is_statistic(k)) {
                CHECK((tensors[k] - others[k]).abs().max().item<double>() < 1e-12);
                continue;
            }
            const auto found = gradients[gradient++], other = others[k].grad();
            REQUIRE(found.defined() == other.defined());
            if (found.defined())
                CHECK((found - other).norm().item<double>() < 1e-10 * (1 + other.norm().item<double>()));
        }
        modules.eval();
        const auto asked = Resnet(small_resnet).logits(tensors, {.inputs = x, .batch_norm = batch_norm});
        CHECK((asked - modules.forward(x.view({5, 3, 32, 32}))).abs().max().item<double>() < 1e-10);
    }
}

TEST_CASE("the gradient of the ResNet is that of central differences, with batch norm and dropout") {
    Tensors tensors = doubles(initial_state(small_resnet, std::vector{Replica{.seed = 5}})), leaves;
    for (std::size_t k = 0; k < tensors.size(); ++k)
        if (!is_statistic(k)) leaves.push_back(tensors[k].requires_grad_());
    const auto x = pictures(4);
    const auto mask = (torch::rand({4, small_resnet.dense}, torch::kDouble) > 0.3).to(torch::kDouble) / 0.7;
    const auto loss = [&] {
        const auto logits =
            Resnet(small_resnet)
                .logits(tensors, {.inputs = x, .masks = {mask}, .batch_norm = true, .training = true});
        return logits.square().sum();
    };
    const Tensors gradients = torch::autograd::grad({loss()}, leaves);
    double largest = 0;
    for (const auto& gradient : gradients) largest = std::max(largest, gradient.abs().max().item<double>());
    for (std::size_t k = 0; k < leaves.size(); ++k)
        lab::check_differences(loss, leaves[k], gradients[k], largest, 4);
}

TEST_CASE("slices, threads, neighbours and a new beginning do not change a bit of the ResNet with Adam") {
    lab::check_bits(small_resnet, AdamParams{.batch_size = 16},
                    LiveParams{.l2 = 1e-3, .dropout = 0.25, .batch_norm = true, .learning_rate = 1e-3});
}

TEST_CASE("while batch norm is off its tensors and their memory rest, and switching it on moves them") {
    const auto engine = make_engine(lab::picture_task(small_resnet, {{.seed = 1}}, 1, SgdParams{16, 0.9}));
    const EngineState start = engine->export_state();
    engine->advance(3, Live{{LiveParams{}}});
    const EngineState without = engine->export_state();
    engine->advance(3, Live{{LiveParams{.batch_norm = true}}});
    const EngineState with = engine->export_state();
    for (const char* name : {"resnet.block2.conv1.gamma", "resnet.block2.conv1.running_mean",
                             "velocity.resnet.block2.conv1.gamma"}) {
        CHECK(without.tensor(name).values == start.tensor(name).values);
        CHECK(with.tensor(name).values != start.tensor(name).values);
    }
    CHECK(without.tensor("resnet.conv.W").values != start.tensor("resnet.conv.W").values);
    CHECK(without.tensor("velocity.resnet.conv.W").values != start.tensor("velocity.resnet.conv.W").values);
}

}  // namespace reweigh
