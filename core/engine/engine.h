#pragma once

#include "core/data/dataset.h"
#include "core/state/setup.h"
#include "core/state/tensors.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace reweigh {

// Trains all replicas of one model. Trainer thread only; may fan replicas out over a pool of its own.
class Engine {
public:
    virtual ~Engine() = default;
    // `count` optimizer steps of every replica under `live`. advance(a), advance(b) gives the bits of
    // advance(a + b).
    virtual void advance(std::int64_t count, const Live& live) = 0;
    virtual std::int64_t step() const = 0;
    // Eval-mode logits, now (at == nullptr) or at a keyframe: inputs (n, width) -> out (replicas, n), for ten
    // classes (replicas, n, 10), row-major. Batch norm by `live` of the replica's variant, with running
    // statistics. Draws no random number, changes no state. Throws Error when `at` does not fit the model.
    virtual void predict(std::span<const int> replicas, const EngineState* at, const Live& live,
                         std::span<const float> inputs, std::span<float> out) const = 0;
    virtual EngineState export_state() const = 0;
    // Throws Error when names or shapes do not fit; nothing is changed then.
    virtual void import_state(const EngineState& state) = 0;
    virtual std::vector<int> diverged() const = 0;  // replicas with a non-finite weight, not yet parked
    virtual void park(int replica, const EngineState& at) = 0;  // holds it there from now on
    // Of a GPU whose numbers are its own; nothing where they are those of the processor.
    virtual std::optional<Precision> gpu_precision() const { return std::nullopt; }
};

// What an engine is made from. `threads`: the most that it may use, at least 1.
struct EngineTask {
    Setup setup;
    ModelParams model;
    std::shared_ptr<const Dataset> data;
    int threads = 1;
    std::optional<int> gpu = {};  // the one that trains; nothing: the processor
};

// By setup.engine: the first that does not refuse, or the named one. Throws Error with the reason.
std::unique_ptr<Engine> make_engine(const EngineTask& task);

}  // namespace reweigh
