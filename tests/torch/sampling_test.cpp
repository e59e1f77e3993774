#include "core/state/sampling.h"

#include "core/engine/permutation.h"
#include "core/engine/torch/models/cnn.h"
#include "tests/torch/picture_lab.h"

#include <doctest/doctest.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <vector>

namespace reweigh {
namespace {

using torch_engine::Tensors;

CnnParams small_cnn() { return {.filters = 4, .dense = 12, .last = 6, .initial = InitialLaw::He}; }

LiveParams sampled(Weighting weighting) {
    LiveParams live;
    live.weighting = weighting;
    live.learning_rate = 0.05;
    return live;
}

bool are_equal(const EngineState& one, const EngineState& other) {
    return std::ranges::equal(one.tensors, other.tensors, {}, &Tensor::values, &Tensor::values);
}

// Plain SGD on the points of each epoch's order that stay, batch after batch, in double.
Tensors trained_by_hand(const EngineTask& task, const EngineState& start, const Weighing& weighing,
                        std::int64_t epochs) {
    const torch_engine::Cnn cnn(small_cnn());
    const Dataset& data = *task.data;
    const auto inputs = torch::tensor(data.inputs).to(torch::kDouble).view({data.size(), data.width});
    Tensors tensors = lab::doubles(start);
    for (torch::Tensor& tensor : tensors) tensor.requires_grad_();
    for (std::int64_t epoch = 0; epoch < epochs; ++epoch) {
        std::vector<std::int64_t> stay;
        for (const int point : epoch_order(task.setup.replicas[0].seed, epoch, data.size()))
            if (is_kept(data, weighing, static_cast<std::size_t>(point))) stay.push_back(point);
        for (std::size_t first = 0; first < stay.size(); first += 16) {
            const std::size_t end = std::min(first + 16, stay.size());
            std::vector<double> signs, omega;
            for (std::size_t i = first; i < end; ++i) {
                const int label = data.labels[static_cast<std::size_t>(stay[i])];
                signs.push_back(label == 1 ? 1 : -1);
                omega.push_back(weighing.weight(label) / static_cast<double>(end - first));
            }
            const auto rows = torch::tensor(std::vector(stay.begin() + static_cast<std::ptrdiff_t>(first),
                                                        stay.begin() + static_cast<std::ptrdiff_t>(end)));
            const auto logits = cnn.logits(tensors, {.inputs = inputs.index_select(0, rows)});
            const auto loss = (torch::tensor(omega, torch::kDouble) *
                               -at::log_sigmoid(torch::tensor(signs, torch::kDouble) * logits))
                                  .sum();
            const auto gradients = torch::autograd::grad({loss}, tensors);
            const at::NoGradGuard no_graph;
            for (std::size_t k = 0; k < tensors.size(); ++k) tensors[k] -= 0.05 * gradients[k];
        }
    }
    return tensors;
}

}  // namespace

TEST_CASE("sampling trains on what stays of each epoch's order, and then waits for the next") {
    const EngineTask task = lab::picture_task(small_cnn(), {{.weight = -2, .seed = 5}});
    REQUIRE(task.data->size() == 40);  // 20 and 5 stay: two of three steps an epoch
    for (const Weighting weighting : {Weighting::Sampling, Weighting::BalancedSampling}) {
        const Live live{{sampled(weighting)}};
        const Weighing weighing = weighing_of(task.setup.replicas[0], live);
        REQUIRE(kept_points(*task.data, weighing).size() == 25);
        const auto engine = make_engine(task);
        const EngineState start = engine->export_state();
        engine->advance(8, live);
        const EngineState before = engine->export_state();
        engine->advance(1, live);
        const EngineState waited = engine->export_state();
        CHECK(are_equal(before, waited));
        CHECK_FALSE(are_equal(start, before));
        const Tensors expected = trained_by_hand(task, start, weighing, 3);
        for (std::size_t k = 0; k < expected.size(); ++k) {
            const auto found = torch::tensor(waited.tensors[k].values).to(torch::kDouble);
            CHECK((found - expected[k].detach().reshape(-1)).norm().item<double>() <=
                  1e-5 * expected[k].norm().item<double>());
        }
    }
}

TEST_CASE("at 1:1 sampling changes nothing, and no slice changes a bit of it") {
    const EngineTask task =
        lab::picture_task(small_cnn(), {{.weight = 0, .seed = 5}, {.weight = 3, .seed = 5}});
    const auto plain = make_engine(task), some = make_engine(task), slices = make_engine(task);
    LiveParams loss = sampled(Weighting::Loss);
    plain->advance(9, Live{{loss}});
    const Live live{{sampled(Weighting::Sampling)}};
    some->advance(9, live);
    for (const int count : {1, 4, 2, 2}) slices->advance(count, live);
    CHECK(are_equal(some->export_state(), slices->export_state()));
    const std::vector<float> values = plain->export_state().tensors[0].values,
                             sampled_values = some->export_state().tensors[0].values;
    const auto half = static_cast<std::ptrdiff_t>(values.size() / 2);
    CHECK(std::equal(values.begin(), values.begin() + half, sampled_values.begin()));
    CHECK_FALSE(std::equal(values.begin() + half, values.end(), sampled_values.begin() + half));
}

TEST_CASE("points of the plane are weighted, not left out") {
    EngineTask task = lab::picture_task(small_cnn(), {{.seed = 1}});
    task.setup.data = TruncatedNormalParams{};
    task.setup.model = task.model = MlpParams{4};
    auto points = std::make_shared<Dataset>();
    points->inputs = {1, 1, -1, -1};
    points->labels = {1, 0};
    task.data = points;
    CHECK_THROWS_WITH(make_engine(task)->advance(1, Live{{sampled(Weighting::Sampling)}}),
                      "Weights of points act on the loss; sampling needs pictures.");
}

}  // namespace reweigh
