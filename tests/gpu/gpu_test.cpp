#define DOCTEST_CONFIG_IMPLEMENT
#include "core/base/error.h"
#include "core/engine/fused/cuda_engine.h"
#include "core/engine/fused/engine.h"
#include "tests/engine/lab.h"

#include <doctest/doctest.h>

#include <cstdio>

// What only a GPU can show: that copies and launches leave the bits alone. Ends with 77 where there is none.
using namespace reweigh;

namespace {

constexpr int skipped = 77;

EngineTask sweep_of(int replicas) {
    lab::Case made = lab::golden_case(0);
    made.task.setup.variants = {"plain", "l2", "dropout", "batchnorm"};
    made.task.setup.replicas.clear();
    for (int i = 0; i < replicas; ++i)
        made.task.setup.replicas.push_back(
            {i % 4, static_cast<double>(i % 17 - 8), static_cast<std::uint64_t>(1 + i % 9)});
    return made.task;
}

Live all_variants() {
    Live live{std::vector<LiveParams>(4)};
    for (LiveParams& params : live.variants) params.learning_rate = 0.045;
    live.variants[1].l2 = 1e-3;
    live.variants[2].dropout = 0.5;
    live.variants[3].batch_norm = true;
    return live;
}

}  // namespace

TEST_CASE("612 replicas of every variant have the bits of the processor, twice") {
    const EngineTask task = sweep_of(612);
    const Live live = all_variants();
    fused::FusedEngine<MlpNet<float>> expected(task);
    expected.advance(1'280, live);
    for (int round = 0; round < 2; ++round) {
        const std::unique_ptr<Engine> found = fused::make_cuda_engine(task, 0);
        found->advance(200, live);
        found->advance(1'080, live);
        CHECK(lab::same_bits(expected.export_state(), found->export_state()));
    }
}

TEST_CASE("a long slice, odd batches and logistic regression have the bits of the processor") {
    EngineTask task = sweep_of(20);
    task.setup.optimizer = SgdParams{20};
    const Live live = all_variants();
    fused::FusedEngine<MlpNet<float>> networks(task);
    fused::FusedEngine<LinearNet<float>> lines([&] {
        EngineTask linear = task;
        linear.model = LogisticRegressionParams{};
        return linear;
    }());
    const std::unique_ptr<Engine> found = fused::make_cuda_engine(task, 0);
    networks.advance(30'000, live);
    found->advance(30'000, live);
    CHECK(lab::same_bits(networks.export_state(), found->export_state()));
    task.model = LogisticRegressionParams{};
    const std::unique_ptr<Engine> found_lines = fused::make_cuda_engine(task, 0);
    lines.advance(30'000, live);
    found_lines->advance(30'000, live);
    CHECK(lab::same_bits(lines.export_state(), found_lines->export_state()));
}

int main(int count, char** arguments) {
    try {
        fused::make_cuda_engine(lab::golden_case(0).task, 0);
    } catch (const Error& reason) {
        std::printf("skipped: %s\n", reason.what());
        return skipped;
    }
    return doctest::Context(count, arguments).run();
}
