#include "core/engine/torch/place.h"

#include "core/engine/initial_state.h"
#include "core/engine/torch/gpu.h"
#include "core/engine/torch/graphs.h"
#include "core/engine/torch/models/cnn.h"
#include "core/engine/torch/models/resnet.h"
#include "core/engine/torch/sentence.h"
#include "tests/torch/picture_lab.h"

#include <ATen/autocast_mode.h>
#include <doctest/doctest.h>
#include <torch/csrc/autograd/autograd.h>

namespace reweigh {
namespace {

using torch_engine::Place;
using torch_engine::Tensors;

Tensors floats(const ModelParams& params) {
    Tensors tensors = lab::doubles(initial_state(params, std::vector{Replica{.seed = 3}}));
    for (torch::Tensor& tensor : tensors) tensor = tensor.to(torch::kFloat);
    return tensors;
}

// Logits and gradients of a training pass at a place.
Tensors trained(const torch_engine::Network& network, Tensors tensors, const Place& place) {
    for (torch::Tensor& tensor : tensors) tensor = tensor.detach().clone().requires_grad_();
    const auto x = lab::pictures(6).to(torch::kFloat);
    torch::Tensor logits;
    {
        const Place::Casting casting(place);
        logits = network.logits(tensors, {.inputs = x, .training = true});
    }
    Tensors results = torch::autograd::grad({logits.to(torch::kFloat).sum()}, tensors, {}, {}, false, true);
    results.push_back(logits);
    return results;
}

}  // namespace

TEST_CASE("bf16 takes layers alone: weights, gradients and what other code computes stay in float32") {
    const CnnParams cnn{.filters = 4, .dense = 12, .last = 6, .initial = InitialLaw::He};
    const ResnetParams resnet{.filters = 4, .dense = 8};
    const auto check = [](const ModelParams& params) {
        const auto network = torch_engine::make_network(params);
        const Tensors start = floats(params);
        const Tensors full = trained(*network, start, Place(1, Precision::Fp32)),
                      half = trained(*network, start, Place(1, Precision::Bf16));
        CHECK((half.back().scalar_type() == torch::kBFloat16));
        CHECK_FALSE(at::autocast::is_autocast_enabled(at::kCPU));
        for (std::size_t k = 0; k < full.size(); ++k) {
            REQUIRE(full[k].defined() == half[k].defined());
            if (!full[k].defined()) continue;
            if (k + 1 < full.size()) CHECK((half[k].scalar_type() == torch::kFloat));
            const double size = full[k].norm().item<double>();
            const double off = (half[k].to(torch::kFloat) - full[k]).norm().item<double>();
            const bool is_logits = k + 1 == full.size();
            CHECK(off <= (is_logits ? 0.02 : 0.3) * size);  // pools and ReLUs choose other places at times
            if (is_logits) CHECK(off > 0);
        }
    };
    check(cnn);
    check(resnet);
}

TEST_CASE("on the processor a tensor lies where it was, and no GPU is named") {
    const Place place(5, Precision::Fp32);
    const auto tensor = torch::ones({3});
    CHECK(place.here(tensor).is_same(tensor));
    CHECK(place.for_all(tensor).is_same(tensor));
    CHECK(place.dealing().lanes() == 5);
    CHECK_FALSE(place.gpu_precision());
}

TEST_CASE("where LibTorch finds no GPU it says so in one sentence and goes on with the processor") {
    const std::optional<std::string> reason = torch_engine::gpu_refuses(99);
    REQUIRE(reason);
    CAPTURE(*reason);
    CHECK(reason->ends_with("."));
    CHECK(reason->find('\n') == std::string::npos);
    CHECK(torch_engine::gpu_refuses(99) == reason);
    const std::optional<std::string> no_graphs = torch_engine::graphs_refuse(99);
    REQUIRE(no_graphs);
    CAPTURE(*no_graphs);
    CHECK(no_graphs->ends_with("."));
    CHECK(no_graphs->find('\n') == std::string::npos);
    CHECK((torch::ones({2}) + 1).sum().item<float>() == 4);
}

TEST_CASE("what LibTorch throws becomes one sentence") {
    CHECK(torch_engine::first_sentence("CUDA error: no kernel image\nCompile with ...") ==
          "CUDA error: no kernel image.");
    CHECK(torch_engine::first_sentence("Out of memory. ") == "Out of memory.");
    CHECK_THROWS_WITH_AS(torch_engine::in_a_sentence([] { return torch::ones({2}) + torch::ones({3}); }),
                         "LibTorch failed: The size of tensor a (2) must match the size of tensor b (3) at "
                         "non-singleton dimension 0.",
                         Error);
}

}  // namespace reweigh
