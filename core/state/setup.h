#pragma once

#include "core/config/precision.h"
#include "core/config/setup_params.h"
#include "core/state/live.h"
#include "core/state/tensors.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reweigh {

// When a run ends by itself: at the first that is reached. Errors and loss are those of every replica of the
// model, looked at when read-outs are due.
struct Stop {
    std::optional<std::int64_t> epochs = 10'000, steps = {};
    std::optional<std::int64_t> errors = {};
    std::optional<double> loss = {};
    friend bool operator==(const Stop&, const Stop&) = default;
};

// Weights from a file in the place of drawn ones, for tensors of the models; every replica starts from them.
struct StartWeights {
    std::string digest;           // SHA-256 of the file
    std::vector<Tensor> tensors;  // names as in EngineState; shapes of one replica
};

// Everything fixed for a run. With the data set, the edit log and nothing else it determines every number.
struct Setup {
    std::string experiment = "boundary/start", title;
    std::string caption;  // sentences that every figure's footnote begins with; may be empty
    DataParams data;
    std::optional<std::uint64_t> data_seed;  // default: seed
    ModelParams model = MlpParams{};
    std::optional<ModelParams> companion =
        LogisticRegressionParams{};  // trained beside it on the same batches
    OptimizerParams optimizer;
    EngineChoice engine = EngineChoice::Auto;
    Precision precision = Precision::Auto;  // of a GPU
    std::uint64_t seed = 1;
    std::vector<std::string> variants{"plain"};
    std::vector<Replica> replicas{Replica{}};
    std::string weights_file;  // what the models start from; empty: drawn from the replicas' seeds
    std::shared_ptr<const StartWeights> start_weights;  // its content, once the run is prepared
    std::vector<std::string> readouts;                  // names of readout_kinds(); empty: all
    std::vector<std::int64_t> pinned_epochs;            // columns of grids: keyframes and read-outs there
    Stop stop;
};

inline std::uint64_t effective_data_seed(const Setup& setup) { return setup.data_seed.value_or(setup.seed); }
inline int batch_size(const Setup& setup) { return batch_size(setup.optimizer); }

// Steps of one epoch over n points: the last batch may be smaller.
inline std::int64_t steps_per_epoch(const Setup& setup, std::int64_t n) {
    const std::int64_t batch = batch_size(setup);
    return (n + batch - 1) / batch;
}

// The same setup with its seed and those of all replicas counted up by one; nothing where one of them is the
// largest: seeds do not begin again at 0.
std::optional<Setup> with_next_seed(Setup setup);

// The replica of the most even weight: what a picture is about where nobody chose.
int most_even_replica(const Setup& setup);

// "plain/-4/1": variant, log2 weight and seed of a replica, its name in files.
std::string replica_name(const Setup& setup, const Replica& replica);

// "1:16", "1:1", "256:1": a log2 weight as people read it; fractions as "1:2.8".
std::string weight_label(double log2_ratio);

}  // namespace reweigh
