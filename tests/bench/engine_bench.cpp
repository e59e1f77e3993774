#include "core/bench/case.h"
#include "core/engine/permutation.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <thread>

// The whole list of ENGINE.md 7 that `reweigh bench` picks from, and parts of engines. Times are of single
// replica-steps.
namespace reweigh {
namespace {

// Slices as the trainer asks for them.
void train(benchmark::State& state, const bench::Case& timed) {
    const std::unique_ptr<StepLoop> loop = bench::make_loop(timed);
    loop->advance(timed.slice);
    for (auto _ : state) loop->advance(timed.slice);
    const auto steps = static_cast<double>(state.iterations() * timed.slice * timed.replicas);
    state.counters["replica-step"] =
        benchmark::Counter(steps, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void add_cases() {
    const int processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    for (const bench::Case& timed : bench::all_cases(processors)) {
        if (timed.threads > processors || bench::refuses(timed)) continue;
        benchmark::RegisterBenchmark(bench::title_of(timed).c_str(), [=](benchmark::State& state) {
            train(state, timed);
        })->UseRealTime();
    }
}

// Square surfaces; the time is of one point.
void predict(benchmark::State& state, const bench::Case& timed, int size) {
    const Live live = bench::task_of(timed).live;
    const std::unique_ptr<Engine> engine = bench::make_engine_of(timed);
    std::vector<float> inputs, out(static_cast<std::size_t>(size * size));
    for (int i = 0; i < size * size; ++i) {
        inputs.push_back(static_cast<float>(i % size) / static_cast<float>(size) - 0.5f);
        inputs.push_back(static_cast<float>(i / size) / static_cast<float>(size) - 0.5f);
    }
    const std::vector<int> replicas{0};
    for (auto _ : state) engine->predict(replicas, nullptr, live, inputs, out);
    state.counters["point"] = benchmark::Counter(static_cast<double>(state.iterations() * size * size),
                                                 benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void add_parts() {
    for (const bench::Case& timed : bench::all_cases(1)) {
        if (timed.name != "mlp/1" || timed.variant != "plain" || timed.engine.starts_with("torch/")) continue;
        for (const int size : {32, 64, 256})
            benchmark::RegisterBenchmark(
                ("parts/surface/" + std::to_string(size) + " " + bench::title_of(timed)).c_str(),
                [=](benchmark::State& state) { predict(state, timed, size); });
    }
    benchmark::RegisterBenchmark("parts/permutation/1024", [](benchmark::State& state) {
        std::int64_t epoch = 0;
        for (auto _ : state) benchmark::DoNotOptimize(epoch_order(1, epoch++, 1024));
    });
}

[[maybe_unused]] const bool registered = [] {
    add_cases();
    add_parts();
    return true;
}();

}  // namespace
}  // namespace reweigh
