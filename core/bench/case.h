#pragma once

#include "core/engine/engine.h"
#include "core/engine/step_loop.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace reweigh::bench {

// One thing to time: steps of an engine or of a peer. ENGINE.md 7.
struct Case {
    std::string name = {};          // "mlp/153"
    std::string engine = "fused";   // a name of makers(), or one that only records of other programs have
    std::string variant = "plain";  // plain, l2, dropout, batchnorm, all; mixed: the first four side by side
    ModelParams model = MlpParams{64};
    int replicas = 1;
    int points = 1024, batch = 8, threads = 1;
    std::int64_t slice = 1280;  // steps asked for at once
    std::string isa = {};       // of the fused engine: "AVX2", "AVX-512"; empty: the fastest
    friend bool operator==(const Case&, const Case&) = default;
};

// The task and the live parameters that a case trains: the golden data, or drawings, weights 2^-8 ... 2^8 or,
// of less than three replicas, 1; from 64 replicas on nine seeds.
struct CaseTask {
    EngineTask task;
    Live live;
};
CaseTask task_of(const Case& timed);

// Why it cannot be timed here, in a few words: "no AVX-512", "LibTorch is not installed"; nothing where it
// can.
std::optional<std::string> refuses(const Case& timed);

// Whether only records of other programs can tell its time.
bool is_foreign(const Case& timed);

// What trains it, at step 0. Throws Error.
std::unique_ptr<StepLoop> make_loop(const Case& timed);
std::unique_ptr<Engine> make_engine_of(const Case& timed);  // an engine of ours alone

// Steps before it is timed, after which losses are compared.
std::int64_t warm_up_of(const Case& timed);

// Weighted training loss at a state of the case: mean over replicas and points, by the reference engine,
// of pictures by LibTorch.
double loss_of(const Case& timed, const EngineState& state);

// Engines and peers that cases may name, and the whole list of cases: groups mlp, scaling, logistic, images
// and peers.
std::vector<std::string> engine_names();
std::vector<std::string> variant_names();
std::vector<Case> all_cases(int threads);

// "mlp/153 fused/R dropout, AVX2, 2 threads": what people read.
std::string title_of(const Case& timed);

}  // namespace reweigh::bench
