#include "core/data/kinds.h"
#include "core/engine/engine.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

// Relative L2 distances over all parameters: the parity gates of ENGINE.md, section 4.
namespace reweigh {
namespace {

double distance(const EngineState& a, const EngineState& b) {
    double difference = 0, size = 0;
    for (const Tensor& of_a : a.tensors) {
        if (of_a.name.find("running") != std::string::npos) continue;
        const Tensor& of_b = b.tensor(of_a.name);
        for (std::size_t i = 0; i < of_a.values.size(); ++i) {
            difference += std::pow(double{of_a.values[i]} - double{of_b.values[i]}, 2);
            size += std::pow(double{of_b.values[i]}, 2);
        }
    }
    return std::sqrt(difference / size);
}

struct Case {
    std::string name;
    LiveParams live;
    ModelParams model = MlpParams{};
    double gate_128 = 3e-7, gate_1280 = 1e-6;
};

EngineTask task_of(const Case& each, EngineChoice engine) {
    Setup setup;
    setup.engine = engine;
    setup.replicas = {{.weight = 0, .seed = 1}, {.weight = -4, .seed = 2}};
    return {setup, each.model, std::make_shared<const Dataset>(make_dataset(TruncatedNormalParams{}, 1)), 1};
}

LiveParams params(double l2, double dropout, bool batch_norm, Reduction reduction = Reduction::R0) {
    return {.reduction = reduction,
            .l2 = l2,
            .dropout = dropout,
            .batch_norm = batch_norm,
            .learning_rate = reduction == Reduction::R2 ? 0.005 : 0.045};
}

}  // namespace

// auto: the fused engine where the processor has vectors for it.
TEST_CASE("reference, fused and LibTorch agree within the parity gates") {
    const std::vector<Case> cases{
        {"plain", params(0, 0, false)},
        {"l2", params(1e-3, 0, false)},
        {"dropout", params(0, 0.5, false)},
        {"batch norm", params(0, 0, true), MlpParams{}, 5e-6, 5e-6},
        {"all", params(1e-3, 0.5, true), MlpParams{}, 5e-6, 5e-6},
        {"R1", params(0, 0, false, Reduction::R1)},
        {"R2", params(0, 0, false, Reduction::R2)},
        {"narrow", params(1e-3, 0, false), MlpParams{5}},
        {"logistic regression", params(1e-3, 0, false), LogisticRegressionParams{}},
    };
    for (const Case& each : cases) {
        CAPTURE(each.name);
        const auto reference = make_engine(task_of(each, EngineChoice::Reference)),
                   fused = make_engine(task_of(each, EngineChoice::Auto));
        const auto torch = make_engine(task_of(each, EngineChoice::Torch));
        const Live live{{each.live}};
        for (const auto& [steps, gate] :
             {std::pair{128, each.gate_128}, std::pair{1280 - 128, each.gate_1280}}) {
            reference->advance(steps, live);
            fused->advance(steps, live);
            torch->advance(steps, live);
            const double measured = distance(reference->export_state(), torch->export_state());
            MESSAGE(each.name << " after " << torch->step() << " steps: " << measured);
            CHECK(measured <= gate);
            CHECK(distance(fused->export_state(), torch->export_state()) <= gate);
        }
    }
}

TEST_CASE("reference and LibTorch predict the same logits") {
    for (const bool batch_norm : {false, true}) {
        const Case each{"", params(0, 0, batch_norm)};
        const auto reference = make_engine(task_of(each, EngineChoice::Reference));
        const auto torch = make_engine(task_of(each, EngineChoice::Torch));
        const Live live{{each.live}};
        reference->advance(128, live);
        torch->import_state(reference->export_state());
        const std::vector<float> inputs{-1.5f, 0.25f, 0, 0, 0.5f, 1.75f};
        std::vector<float> a(6), b(6);
        reference->predict(std::vector{0, 1}, nullptr, live, inputs, a);
        torch->predict(std::vector{0, 1}, nullptr, live, inputs, b);
        for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == doctest::Approx(b[i]).epsilon(1e-5));
    }
}

}  // namespace reweigh
