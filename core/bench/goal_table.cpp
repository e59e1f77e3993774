#include "core/bench/goal.h"

#include <algorithm>

namespace reweigh::bench {
namespace {

constexpr double steps_of_run = 1.28e6;  // 10,000 epochs of 128 batches
constexpr double floor_ns = 48;          // of a replica-step in lanes on Zen 4: ENGINE.md 1

Case mlp(int replicas, const char* engine = "fused", int threads = 1) {
    return {.name = "mlp/" + std::to_string(replicas),
            .engine = engine,
            .replicas = replicas,
            .threads = threads};
}
Case on_gpu(int replicas) {
    Case made = mlp(replicas, "fused/cuda");
    made.slice = 12'800;
    return made;
}
Case logistic(int replicas) {
    return {.name = "logistic/" + std::to_string(replicas),
            .engine = replicas == 1 ? "fused/H" : "fused/R",
            .model = LogisticRegressionParams{},
            .replicas = replicas,
            .slice = 12'800};
}
Case peer(Case of, const char* engine) {
    of.engine = engine;
    of.slice = 128;
    return of;
}
Case in_lanes(const char* variant = "plain") {
    Case made = mlp(16, "fused/R");
    made.variant = variant;
    return made;
}
// The same case whether an instruction set is named or the fastest.
Case on(const char* isa, const std::string& fastest, Case of) {
    if (isa != fastest) of.isa = isa;
    return of;
}
Case cnn(int replicas, const char* engine = "torch") {
    return {.name = "cnn/" + std::to_string(replicas),
            .engine = engine,
            .model = CnnParams{},
            .replicas = replicas,
            .points = 64,
            .batch = 16,
            .threads = replicas,
            .slice = 2};
}
template <class T, class V>
Case changed(std::string name, T Case::*member, V value) {
    Case made = in_lanes();
    made.name = std::move(name);
    made.*member = value;
    return made;
}
// Seconds of a whole run of all replicas, from the nanoseconds of a replica-step.
double seconds_of_run(int replicas) { return replicas * steps_of_run / 1e9; }

}  // namespace

std::vector<Goal> goals(int threads, const std::string& isa) {
    const bool wide = isa == "AVX-512";
    const Case all153 = mlp(153, "fused", threads);
    const Case eager_logistic = peer(logistic(1), "torch/eager");
    const int law_threads = std::clamp(threads, 1, 8);  // four groups of lanes for each
    Case mixed = mlp(612, "fused", 2);
    mixed.variant = "mixed";
    const auto cost = Measure::Cost;
    return {
        {"1", "mlp/1", "LibTorch eager", mlp(1, "fused/H"), peer(mlp(1), "torch/eager"), Measure::Speedup, 1,
         "x", 500, 900, true},
        {"1", "mlp/1", "LibTorch ATen by hand", mlp(1, "fused/H"), peer(mlp(1), "torch/aten"),
         Measure::Speedup, 1, "x", 150, 200, true},
        {"2", "mlp/153", "LibTorch baddbmm", all153, peer(all153, "torch/baddbmm"), Measure::Speedup, 1, "x",
         wide ? 40.0 : 25.0, wide ? 80.0 : 40.0, true},
        {"3", "mlp/153", "JAX", all153, peer(all153, "jax"), Measure::Speedup, 1, "x", 10, 20, true},
        {"4",
         "mlp/16 in lanes",
         "the floor of 48 ns",
         on("AVX-512", isa, in_lanes()),
         {},
         cost,
         1 / floor_ns,
         "x",
         2,
         1.5,
         false,
         "Zen 4"},
        {"5",
         "mlp/153, 10,000 epochs, 2 threads",
         "",
         mlp(153, "fused", 2),
         {},
         cost,
         seconds_of_run(153),
         " s",
         wide ? 15.0 : 25.0,
         wide ? 9.0 : 16.0},
        {"6",
         "mlp/612, all variants, 10,000 epochs, 2 threads",
         "",
         mixed,
         {},
         cost,
         seconds_of_run(612),
         " s",
         wide ? 60.0 : 120.0,
         wide ? 40.0 : 80.0},
        {"7", "mlp/16 on AVX2", "on AVX-512", on("AVX2", isa, in_lanes()), on("AVX-512", isa, in_lanes()),
         Measure::Speedup, 1, "x", 0.5, 0.7, true, "Zen 4"},
        {"8", "mlp/16 with batch norm", "plain", in_lanes("batchnorm"), in_lanes(), cost, 1, "x", 1.7, 1.4},
        {"8", "mlp/16 with dropout", "plain", in_lanes("dropout"), in_lanes(), cost, 1, "x", 1.5, 1.2},
        {"9", "logistic/1", "LibTorch eager", logistic(1), eager_logistic, Measure::Speedup, 1, "x", 2'000,
         2'500, true},
        {"9", "logistic/16 in lanes", "LibTorch eager, one replica", logistic(16), eager_logistic,
         Measure::Speedup, 1, "x", 8'000, 12'000},
        {"10",
         "mlp/153, 10,000 epochs, on an H200",
         "",
         on_gpu(153),
         {},
         cost,
         seconds_of_run(153),
         " s",
         0.6,
         0.35,
         false,
         "H200"},
        {"10", "mlp/612 on an H200, time of all", "of 153", on_gpu(612), on_gpu(153), cost, 612.0 / 153, "x",
         1.5, 1.2, false, "H200"},
        {"11", "mlp/153 on an H200", "PyTorch in a CUDA graph", on_gpu(153),
         peer(on_gpu(153), "torch_compile/cuda"), Measure::Speedup, 1, "x", 100, 200, true, "H200"},
        {"11", "mlp/153 on an H200", "JAX", on_gpu(153), peer(on_gpu(153), "jax/cuda"), Measure::Speedup, 1,
         "x", 50, 100, true, "H200"},
        {"13", "cnn/1", "LibTorch eager", cnn(1), cnn(1, "torch/eager"), Measure::Speedup, 1, "x", 0.95, 1,
         true},
        {"13", "cnn/2 side by side on 2 threads", "cnn/1", cnn(2), cnn(1), Measure::Speedup, 1, "x", 1.8},
        {"law", "612 replicas, time of all", "of 153", mlp(612), mlp(153), cost, 612.0 / 153, "x", 4.1},
        {"law", "16 replicas in lanes, time of all", "of 11", in_lanes(), mlp(11, "fused/R"), cost, 16.0 / 11,
         "x", 1.05},
        {"law", "100,000 points", "1,024", changed("points/100000", &Case::points, 100'000), in_lanes(), cost,
         1, "x", 1.3},
        {"law", "128 hidden units", "64", changed("hidden/128", &Case::model, MlpParams{128}), in_lanes(),
         cost, 1, "x", 2.2},
        {"law", "256 hidden units", "64", changed("hidden/256", &Case::model, MlpParams{256}), in_lanes(),
         cost, 1, "x", 4.8},
        {"law", "batches of 64", "of 8", changed("batch/64", &Case::batch, 64), in_lanes(), cost, 1, "x",
         8.2},
        {"law", std::to_string(law_threads) + " threads, efficiency", "1 thread",
         mlp(612, "fused", law_threads), mlp(612), Measure::Speedup, 1.0 / law_threads, "", 0.9},
        {"law", "slices of 128 steps", "of 12,800", changed("slice/128", &Case::slice, 128),
         changed("slice/12800", &Case::slice, 12'800), cost, 1, "x", 1.1},
    };
}

}  // namespace reweigh::bench
