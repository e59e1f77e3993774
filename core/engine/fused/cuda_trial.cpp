#include "core/engine/fused/cuda_trial.h"

#include "core/data/golden.h"
#include "core/engine/fused/cuda_engine.h"
#include "core/engine/reference/engine.h"

#include <algorithm>
#include <bit>

namespace reweigh::fused {
namespace {

struct Trial {
    EngineTask task;
    Live live{{}};
};

// A replica for every set of terms, on two seeds.
Trial trial_of(const ModelParams& model) {
    constexpr int points = 60;
    Trial trial;
    trial.task.model = model;
    trial.task.data = golden_data(points);
    trial.task.setup.replicas.clear();
    for (int terms = 0; terms < 8; ++terms) {
        trial.live.variants.push_back({.reduction = terms % 3 == 0 ? Reduction::R1 : Reduction::R0,
                                       .l2 = (terms & 1) != 0 ? 1e-3 : 0,
                                       .dropout = (terms & 2) != 0 ? 0.5 : 0,
                                       .batch_norm = (terms & 4) != 0,
                                       .learning_rate = 0.05});
        trial.task.setup.replicas.push_back({terms, -2, static_cast<std::uint64_t>(1 + terms / 4)});
    }
    return trial;
}

bool have_equal_bits(const EngineState& a, const EngineState& b) {
    const auto bits = [](float value) { return std::bit_cast<std::uint32_t>(value); };
    return std::ranges::equal(a.tensors, b.tensors, [&](const Tensor& x, const Tensor& y) {
        return std::ranges::equal(x.values, y.values, {}, bits, bits);
    });
}

template <class Net>
bool trains_exactly(const ModelParams& model, const CudaPlugin& plugin, int device) {
    constexpr std::int64_t steps = 20;  // two epochs and a half
    const auto [task, live] = trial_of(model);
    const std::unique_ptr<Engine> expected = reference::make_reference_engine(task);
    CudaEngine<Net> found(task, plugin, device);
    expected->advance(steps, live);
    found.advance(steps, live);
    return have_equal_bits(expected->export_state(), found.export_state());
}

}  // namespace

bool trains_exactly(const CudaPlugin& plugin, int device) {
    return trains_exactly<MlpNet<float>>(MlpParams{64}, plugin, device) &&
           trains_exactly<LinearNet<float>>(LogisticRegressionParams{}, plugin, device);
}

}  // namespace reweigh::fused
