#define DOCTEST_CONFIG_IMPLEMENT
#include "core/base/error.h"
#include "core/data/picture_task.h"
#include "core/engine/parity.h"
#include "core/engine/torch_plugin.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>

// What only a GPU can show of networks for pictures: parity with the processor, in each precision, and bits
// that come again. Ends with 77 where LibTorch finds none. ENGINE.md 4, parity gates.
using namespace reweigh;

namespace {

constexpr int skipped = 77;

EngineTask task_of(Precision precision, int replicas = 3,
                   ModelParams model = CnnParams{.filters = 8, .dense = 32, .last = 16}) {
    static const auto data = std::make_shared<const Dataset>(
        make_pictures({.path = {}, .stand_in = true, .train = 200, .test = 50, .other = 4, .noise = 5}, 1));
    Setup setup;
    setup.engine = EngineChoice::Torch;
    setup.precision = precision;
    setup.data = PicturesParams{};
    setup.model = std::move(model);
    setup.companion.reset();
    setup.optimizer = SgdParams{.batch_size = 16};
    setup.replicas.clear();
    for (int i = 0; i < replicas; ++i)
        setup.replicas.push_back({0, static_cast<double>(i % 5 - 2), static_cast<std::uint64_t>(1 + i)});
    return {setup, setup.model, data, 4};
}

std::unique_ptr<Engine> on_gpu(EngineTask task) {
    task.gpu = 0;
    return make_torch_engine(task);
}

bool same_values(const EngineState& a, const EngineState& b) {
    for (std::size_t k = 0; k < a.tensors.size(); ++k)
        if (a.tensors[k].values != b.tensors[k].values) return false;
    return true;
}

const Live live{{LiveParams{.l2 = 1e-3, .dropout = 0.25}}};

}  // namespace

TEST_CASE("a GPU's CNN is within the gates of the processor's after 100 steps") {
    const auto processor = make_torch_engine(task_of(Precision::Auto));
    processor->advance(most_gated_steps, live);
    for (const Precision precision : {Precision::Fp32, Precision::Tf32, Precision::Auto}) {
        const EngineTask task = task_of(precision);
        const auto gpu = on_gpu(task);
        gpu->advance(most_gated_steps, live);
        CHECK(largest_distance(task.model, gpu->export_state(), processor->export_state()) <=
              parity_gate(precision, most_gated_steps));
    }
    CHECK_FALSE(processor->gpu_precision());
    CHECK(torch_graphs_refuse(0).value_or("").empty());
    CHECK(on_gpu(task_of(Precision::Auto))->gpu_precision() == Precision::Tf32);
}

TEST_CASE("in fp32 the same run has the same bits, whatever the slices and however many replicas share it") {
    LiveParams params;
    params.batch_norm = true;
    for (const ModelParams& model : {ModelParams{CnnParams{.filters = 8, .dense = 32, .last = 16}},
                                     ModelParams{ResnetParams{.filters = 8, .dense = 16}}}) {
        const Live trained = std::holds_alternative<ResnetParams>(model) ? Live{{params}} : live;
        const auto whole = on_gpu(task_of(Precision::Fp32, 40, model)),
                   parts = on_gpu(task_of(Precision::Fp32, 40, model)),
                   alone = on_gpu(task_of(Precision::Fp32, 1, model));
        whole->advance(30, trained);
        parts->advance(7, trained);
        const EngineState then = parts->export_state();
        parts->import_state(then);
        parts->advance(23, trained);
        alone->advance(30, trained);
        const EngineState state = whole->export_state();
        CHECK(same_values(state, parts->export_state()));
        const EngineState first = alone->export_state();
        for (std::size_t k = 0; k < first.tensors.size(); ++k)
            CHECK(std::equal(first.tensors[k].values.begin(), first.tensors[k].values.end(),
                             state.tensors[k].values.begin()));
    }
}

TEST_CASE("bf16 learns what fp32 learns") {
    const EngineTask task = task_of(Precision::Bf16);
    const auto gpu = on_gpu(task), processor = make_torch_engine(task);
    std::vector<float> found(3 * static_cast<std::size_t>(task.data->size())), expected(found.size());
    gpu->advance(200, Live{{LiveParams{}}});
    processor->advance(200, Live{{LiveParams{}}});
    gpu->predict(std::vector{0, 1, 2}, nullptr, live, task.data->inputs, found);
    processor->predict(std::vector{0, 1, 2}, nullptr, live, task.data->inputs, expected);
    int alike = 0;
    for (std::size_t i = 0; i < found.size(); ++i) alike += (found[i] > 0) == (expected[i] > 0) ? 1 : 0;
    CHECK(alike >= 0.9 * static_cast<double>(found.size()));
}

TEST_CASE("states and what they say of pictures go from one device to the other") {
    const EngineTask task = task_of(Precision::Fp32);
    const auto gpu = on_gpu(task), processor = make_torch_engine(task);
    CHECK(same_values(gpu->export_state(), processor->export_state()));
    processor->advance(20, live);
    const EngineState state = processor->export_state();
    gpu->import_state(state);
    CHECK(same_values(gpu->export_state(), state));
    std::vector<float> found(3 * static_cast<std::size_t>(task.data->size())), kept(found.size()),
        expected(found.size());
    gpu->predict(std::vector{0, 1, 2}, nullptr, live, task.data->inputs, found);
    gpu->predict(std::vector{0, 1, 2}, &state, live, task.data->inputs, kept);
    processor->predict(std::vector{0, 1, 2}, nullptr, live, task.data->inputs, expected);
    CHECK(found == kept);
    for (std::size_t i = 0; i < found.size(); ++i) REQUIRE(std::abs(found[i] - expected[i]) < 1e-3);
}

int main(int count, char** arguments) {
    try {
        if (const auto reason = torch_gpu_refuses(task_of(Precision::Fp32), 0)) throw Error(*reason);
    } catch (const Error& reason) {
        std::printf("skipped: %s\n", reason.what());
        return skipped;
    }
    return doctest::Context(count, arguments).run();
}
