#include "core/base/file.h"
#include "core/config/json.h"
#include "core/engine/model_layout.h"
#include "core/engine/torch/models/cnn.h"
#include "core/engine/torch/models/mlp.h"
#include "core/engine/torch/models/resnet.h"
#include "core/engine/torch/models/ten_class_mlp.h"

#include <doctest/doctest.h>
#include <torch/csrc/autograd/autograd.h>

#include <charconv>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

// The networks against numbers that PyTorch's own Python modules gave: scripts/peers/torch_fixtures.py.
namespace reweigh {
namespace {

using torch_engine::Tensors;

torch::Tensor wave(std::int64_t count, std::size_t number) {
    return (1.3 * torch::arange(count, torch::kDouble) + 0.1 * static_cast<double>(number)).sin();
}

// As the script fills it.
torch::Tensor filled(const TensorLayout& layout, std::size_t number) {
    const bool is_norm = layout.role != TensorRole::Weight;
    const bool is_scale = layout.name.ends_with("gamma") || layout.name.ends_with("running_var");
    const bool is_bias = layout.name.ends_with(".b") || layout.name.ends_with(".b2");
    std::int64_t fan_in = 1;
    for (std::size_t axis = layout.name == "mlp.w2" ? 0 : 1; axis < layout.shape.size(); ++axis)
        fan_in *= layout.shape[axis];
    const double size = is_norm ? 0.2 : is_bias ? 0.1 : 2 / std::sqrt(static_cast<double>(fan_in));
    return ((is_scale ? 1.0 : 0.0) + size * wave(element_count(layout.shape), number)).view(layout.shape);
}

double number(const Node& node) {
    double value = 0;
    const auto [end, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
    REQUIRE(error == std::errc());
    return value;
}

std::vector<double> numbers(const Node& list) {
    std::vector<double> values;
    for (const Node& item : list.items) values.push_back(number(item));
    return values;
}

const Node& named(const Node& fixtures, std::string_view name) {
    for (const Node& network : fixtures.find("networks")->items)
        if (network.find("name")->text == name) return network;
    FAIL("no such network");
    throw std::logic_error("unreachable");
}

Node fixtures() {
    const std::string path = std::string(REWEIGH_SOURCE_FOLDER) + "/tests/golden/torch_modules.json";
    return read_json(read_file(path, 1 << 20), path);
}

using Logits =
    std::function<torch::Tensor(const Tensors& tensors, const torch::Tensor& inputs, bool training)>;

// `order`: the places in the layouts of what the script lists.
void check(const Node& expected, const std::vector<TensorLayout>& layouts,
           const std::vector<std::size_t>& order, const torch::Tensor& inputs, const Logits& logits_of) {
    const std::vector<Node>& told = expected.find("tensors")->items;
    REQUIRE(told.size() == order.size());
    Tensors tensors(layouts.size()), leaves;
    for (std::size_t k = 0; k < order.size(); ++k) {
        torch::Tensor& tensor = tensors[order[k]];
        tensor = filled(layouts[order[k]], k);
        if (layouts[order[k]].role != TensorRole::BatchNormStatistic)
            leaves.push_back(tensor.requires_grad_());
    }
    const std::int64_t count = inputs.size(0);
    const auto even = torch::arange(count).remainder(2) == 0;
    const auto of_parity = [&](double at_even, double at_odd) {
        return torch::where(even, torch::full({count}, at_even, torch::kDouble),
                            torch::full({count}, at_odd, torch::kDouble));
    };
    const auto omega = of_parity(0.25, 0.03);
    const auto logits = logits_of(tensors, inputs, true);
    const auto labels = logits.dim() == 1 ? even.to(torch::kLong) : (3 * torch::arange(count)).remainder(10);
    const auto close = [](double found, double wanted) {
        CHECK(found == doctest::Approx(wanted).epsilon(1e-9).scale(1e-3));
    };
    const std::vector<double> wanted = numbers(*expected.find("logits"));
    for (std::size_t i = 0; i < wanted.size(); ++i)
        close(logits.reshape(-1)[static_cast<std::int64_t>(i)].item<double>(), wanted[i]);
    const auto losses = -at::log_sigmoid(torch_engine::signed_logits(logits, labels));
    const Tensors gradients = torch::autograd::grad({(omega * losses).sum()}, leaves);
    std::size_t gradient = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        const bool is_trained = layouts[order[k]].role != TensorRole::BatchNormStatistic;
        const auto values = (is_trained ? gradients[gradient++] : tensors[order[k]]).reshape(-1);
        INFO(layouts[order[k]].name);
        close(values.norm().item<double>(), number(told[k].items[0]));
        close((values * wave(values.numel(), k)).sum().item<double>(), number(told[k].items[1]));
    }
    const at::NoGradGuard no_graph;
    const auto evaluated = logits_of(tensors, inputs, false);
    const std::vector<double> then = numbers(*expected.find("evaluated"));
    for (std::size_t i = 0; i < then.size(); ++i)
        close(evaluated.reshape(-1)[static_cast<std::int64_t>(i)].item<double>(), then[i]);
}

std::vector<std::size_t> in_order(std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

void check_network(std::string_view name, const ModelParams& params, const torch_engine::Network& network) {
    const std::vector<TensorLayout> layouts = layouts_of(params);
    const auto pictures = wave(4 * 3 * 32 * 32, 7).view({4, -1});
    check(named(fixtures(), name), layouts, in_order(layouts.size()), pictures,
          [&](const Tensors& tensors, const torch::Tensor& inputs, bool training) {
              return network.logits(tensors, {.inputs = inputs, .batch_norm = true, .training = training});
          });
}

}  // namespace

TEST_CASE("the CNN gives the numbers of PyTorch's Python modules") {
    for (const auto& [name, padding] :
         {std::pair{"cnn valid", Padding::Valid}, {"cnn same", Padding::Same}}) {
        const CnnParams params{.filters = 3, .dense = 8, .last = 5, .padding = padding};
        check_network(name, params, torch_engine::Cnn(params));
    }
}

TEST_CASE("the MLP for ten classes gives the numbers of PyTorch's Python modules") {
    const TenClassMlpParams params{.hidden = 5};
    check_network("ten-class mlp", params, torch_engine::TenClassMlp(params));
}

TEST_CASE("the ResNet with batch norm gives the numbers of PyTorch's Python modules") {
    const ResnetParams params{.filters = 2, .dense = 6};
    check_network("resnet", params, torch_engine::Resnet(params));
}

TEST_CASE("the MLP with batch norm gives the numbers of PyTorch's Python modules") {
    const torch_engine::Mlp mlp(7);
    const auto points = wave(6 * 2, 3).view({6, 2});
    // W, b, gamma, beta, running mean and variance, w2, b2
    check(named(fixtures(), "mlp"), layouts_of(MlpParams{7}), {0, 1, 4, 5, 6, 7, 2, 3}, points,
          [&](const Tensors& tensors, const torch::Tensor& inputs, bool training) {
              Tensors of_one;
              for (const torch::Tensor& tensor : tensors) of_one.push_back(tensor.unsqueeze(0));
              const auto result = mlp.evaluate(of_one, {.inputs = inputs.unsqueeze(0),
                                                        .batch_norm = torch::ones({1, 1, 1}, torch::kBool),
                                                        .training = training});
              const auto logits = result.logits.squeeze(0);
              const at::NoGradGuard no_graph;
              for (std::size_t k = 0; k < result.batch_statistics.size(); ++k)
                  tensors[6 + k].lerp_(result.batch_statistics[k][0], 0.1);
              return logits;
          });
}

}  // namespace reweigh
