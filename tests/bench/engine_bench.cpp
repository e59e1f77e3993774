#include "core/engine/fused/engine.h"
#include "core/engine/permutation.h"
#include "core/engine/reference/engine.h"
#include "tests/engine/lab.h"

#include <benchmark/benchmark.h>

#include <functional>

// Groups mlp, scaling, logistic and parts of ENGINE.md 7. Times are of single replica-steps.
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
    {"all", {.l2 = 1e-3, .dropout = 0.5, .batch_norm = true, .learning_rate = 0.05}},
};

// One case: its task is made anew for every run.
struct Task {
    ModelParams model = MlpParams{64};
    LiveParams live = variants[0].live;
    int replicas = 1, seeds = 1, points = 1024, batch = 8, threads = 1;
    std::int64_t slice = 1280;

    lab::Case made() const {
        lab::Case result = lab::golden_case(0);
        result.task.model = model;
        result.task.data = lab::golden_data(points);
        result.task.setup.optimizer = SgdParams{batch};
        result.task.threads = threads;
        result.live.variants[0] = live;
        result.task.setup.replicas.clear();
        for (int i = 0; i < replicas; ++i)
            result.task.setup.replicas.push_back({.weight = static_cast<double>(i / seeds % 17 - 8),
                                                  .seed = static_cast<std::uint64_t>(i % seeds + 1)});
        return result;
    }
};

using Maker = std::function<std::unique_ptr<Engine>(const EngineTask&)>;

Maker fused_with(std::optional<fused::Layout> layout, const fused::Kernels* kernels = nullptr) {
    return [=](const EngineTask& task) -> std::unique_ptr<Engine> {
        if (std::holds_alternative<MlpParams>(task.model))
            return std::make_unique<fused::FusedEngine<MlpNet<float>>>(task,
                                                                       fused::FusedOptions{layout, kernels});
        return std::make_unique<fused::FusedEngine<LinearNet<float>>>(task,
                                                                      fused::FusedOptions{layout, kernels});
    };
}

// Slices as the trainer asks for them.
void train(benchmark::State& state, const Maker& make, const Task& task) {
    const lab::Case made = task.made();
    const std::unique_ptr<Engine> engine = make(made.task);
    engine->advance(task.slice, made.live);
    for (auto _ : state) engine->advance(task.slice, made.live);
    const auto steps = static_cast<double>(state.iterations() * task.slice * task.replicas);
    state.counters["replica-step"] =
        benchmark::Counter(steps, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void add(const std::string& name, const Maker& make, const Task& task) {
    benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
        train(state, make, task);
    })->MeasureProcessCPUTime();
}

struct NamedMaker {
    std::string name;
    Maker make;
};

std::vector<NamedMaker> makers() {
    std::vector<NamedMaker> all{{"reference", reference::make_reference_engine}};
    for (const fused::Kernels& kernels : fused::supported_kernels()) {
        const std::string name = "fused/" + std::string(kernels.name);
        all.push_back({name, fused_with({}, &kernels)});
        all.push_back({name + "/R", fused_with(fused::Layout::Shared, &kernels)});
        all.push_back({name + "/gather", fused_with(fused::Layout::Gathered, &kernels)});
        all.push_back({name + "/H", fused_with(fused::Layout::Hidden, &kernels)});
    }
    return all;
}

void add_mlp(const NamedMaker& each) {
    for (const auto& [name, live] : variants)
        for (const int replicas : {1, 2, 4, 8, 11, 16, 17, 64, 153, 612})
            add("mlp/" + each.name + "/" + name + "/" + std::to_string(replicas), each.make,
                {.live = live, .replicas = replicas, .seeds = replicas >= 64 ? 9 : 1});
}

void add_scaling(const NamedMaker& each) {
    const auto name = [&](const char* what, int value) {
        return "scaling/" + each.name + "/" + what + ":" + std::to_string(value);
    };
    for (const int hidden : {16, 32, 64, 128, 256})
        add(name("hidden", hidden), each.make, {.model = MlpParams{hidden}, .replicas = 16});
    for (const int points : {256, 1'024, 10'000, 100'000})
        add(name("points", points), each.make, {.replicas = 16, .points = points});
    for (const int batch : {1, 8, 64, 1'024})
        add(name("batch", batch), each.make, {.replicas = 16, .batch = batch});
    for (const int threads : {1, 2})
        add(name("threads", threads), each.make, {.replicas = 153, .seeds = 9, .threads = threads});
    for (const int slice : {128, 12'800})
        add(name("slice", slice), each.make, {.replicas = 16, .slice = slice});
}

void add_logistic(const NamedMaker& each) {
    for (const int replicas : {1, 16, 153})
        add("logistic/" + each.name + "/" + std::to_string(replicas), each.make,
            {.model = LogisticRegressionParams{},
             .replicas = replicas,
             .seeds = replicas >= 64 ? 9 : 1,
             .slice = 12'800});
}

// Square surfaces; the time is of one point.
void predict(benchmark::State& state, const Maker& make, const LiveParams& live, int size) {
    const lab::Case made = Task{.live = live}.made();
    const std::unique_ptr<Engine> engine = make(made.task);
    std::vector<float> inputs, out(static_cast<std::size_t>(size * size));
    for (int i = 0; i < size * size; ++i) {
        inputs.push_back(static_cast<float>(i % size) / static_cast<float>(size) - 0.5f);
        inputs.push_back(static_cast<float>(i / size) / static_cast<float>(size) - 0.5f);
    }
    const std::vector<int> replicas{0};
    for (auto _ : state) engine->predict(replicas, nullptr, made.live, inputs, out);
    state.counters["point"] = benchmark::Counter(static_cast<double>(state.iterations() * size * size),
                                                 benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void add_parts() {
    for (const NamedMaker& each : makers())
        for (const int size : {32, 64, 256})
            benchmark::RegisterBenchmark(
                ("parts/surface/" + each.name + "/" + std::to_string(size)).c_str(),
                [=](benchmark::State& state) { predict(state, each.make, variants[0].live, size); });
    benchmark::RegisterBenchmark("parts/permutation/1024", [](benchmark::State& state) {
        std::int64_t epoch = 0;
        for (auto _ : state) benchmark::DoNotOptimize(epoch_order(1, epoch++, 1024));
    });
}

[[maybe_unused]] const bool registered = [] {
    for (const NamedMaker& each : makers()) {
        add_mlp(each);
        add_scaling(each);
        add_logistic(each);
    }
    add_parts();
    return true;
}();

}  // namespace
}  // namespace reweigh
