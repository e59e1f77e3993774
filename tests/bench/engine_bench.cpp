#include "tests/engine/lab.h"

#include <benchmark/benchmark.h>

namespace reweigh {
namespace {

struct Variant {
    const char* name;
    LiveParams live;
};

const Variant variants[] = {
    {"plain", {.learning_rate = 0.05}},
    {"l2", {.l2 = 1e-3, .learning_rate = 0.05}},
    {"dropout", {.dropout = 0.5, .learning_rate = 0.05}},
    {"batchnorm", {.batch_norm = true, .learning_rate = 0.05}},
};

lab::Case case_of(const ModelParams& model, const LiveParams& live, std::int64_t replicas, int threads) {
    lab::Case made = lab::golden_case(0);
    made.task.model = model;
    made.task.threads = threads;
    made.live.variants[0] = live;
    made.task.setup.replicas.clear();
    for (std::int64_t i = 0; i < replicas; ++i)
        made.task.setup.replicas.push_back({.weight = static_cast<double>(4 * (i % 5) - 8)});
    return made;
}

// Slices as the trainer asks for them; reports optimizer steps of single replicas.
void train(benchmark::State& state, const ModelParams& model, const LiveParams& live, int threads) {
    const lab::Case made = case_of(model, live, state.range(0), threads);
    const std::unique_ptr<Engine> engine = make_engine(made.task);
    constexpr std::int64_t slice = 1280;
    for (auto _ : state) engine->advance(slice, made.live);
    state.counters["steps"] = benchmark::Counter(
        static_cast<double>(state.iterations() * slice * state.range(0)), benchmark::Counter::kIsRate);
}

// A surface of 200 x 200 points; reports points.
void predict(benchmark::State& state, const ModelParams& model, const LiveParams& live) {
    const lab::Case made = case_of(model, live, 1, 1);
    const std::unique_ptr<Engine> engine = make_engine(made.task);
    std::vector<float> inputs, out(40'000);
    for (int i = 0; i < 40'000; ++i) {
        inputs.push_back(static_cast<float>(i % 200) / 100 - 1);
        inputs.push_back(static_cast<float>(i / 200) / 100 - 1);
    }
    const std::vector<int> replicas{0};
    for (auto _ : state) engine->predict(replicas, nullptr, made.live, inputs, out);
    state.counters["points"] =
        benchmark::Counter(static_cast<double>(state.iterations() * 40'000), benchmark::Counter::kIsRate);
}

[[maybe_unused]] const bool registered = [] {
    for (const auto& [name, live] : variants) {
        const std::string suffix = std::string("/") + name;
        for (const int threads : {1, 2})
            benchmark::RegisterBenchmark(
                ("train/mlp" + suffix + "/threads:" + std::to_string(threads)).c_str(),
                [live, threads](benchmark::State& state) { train(state, MlpParams{64}, live, threads); })
                ->ArgName("replicas")
                ->Arg(1)
                ->Arg(2)
                ->Arg(5)
                ->UseRealTime();
        benchmark::RegisterBenchmark(("predict/mlp" + suffix).c_str(), [live](benchmark::State& state) {
            predict(state, MlpParams{64}, live);
        });
    }
    for (const int threads : {1, 2})
        benchmark::RegisterBenchmark(("train/lr/plain/threads:" + std::to_string(threads)).c_str(),
                                     [threads](benchmark::State& state) {
                                         train(state, LogisticRegressionParams{}, variants[0].live, threads);
                                     })
            ->ArgName("replicas")
            ->Arg(1)
            ->Arg(2)
            ->Arg(5)
            ->UseRealTime();
    return true;
}();

}  // namespace
}  // namespace reweigh
