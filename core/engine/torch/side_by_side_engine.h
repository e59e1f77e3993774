#pragma once

#include "core/engine/engine.h"
#include "core/engine/model_layout.h"
#include "core/engine/orders.h"
#include "core/engine/pool.h"
#include "core/engine/torch/network.h"
#include "core/engine/torch/place.h"
#include "core/engine/torch/step_player.h"
#include "core/engine/torch/step_tables.h"

#include <memory>
#include <optional>
#include <vector>

namespace reweigh::torch_engine {

// Replicas with a graph of their own each, side by side in the lanes of a place, on the threads of a pool.
// The bits depend neither on the number of threads nor on slices. ENGINE.md, section 6.
class SideBySideEngine : public Engine {
public:
    SideBySideEngine(const EngineTask& task, std::unique_ptr<Network> network, Place place);

    void advance(std::int64_t count, const Live& live) override;
    std::int64_t step() const override { return step_; }
    void predict(std::span<const int> replicas, const EngineState* at, const Live& live,
                 std::span<const float> inputs, std::span<float> out) const override;
    EngineState export_state() const override;
    void import_state(const EngineState& state) override;
    std::vector<int> diverged() const override;
    void park(int replica, const EngineState& at) override;
    std::optional<Precision> gpu_precision() const override { return place_.gpu_precision(); }

private:
    struct Trainee {
        Tensors tensors;
        bool is_parked = false;
        RecordedStep recorded = {};
    };
    struct StepRule;  // the live parameters of a replica

    StepRule rule_of(std::size_t replica, const Live& live) const;
    void train_lane(int lane, std::int64_t last, const Live& live);
    void train(std::size_t replica, std::int64_t first, std::int64_t last, const StepRule& rule);
    void train_on(std::size_t replica, const StepInputs& table, const StepRule& rule);
    void train_one_step(Tensors& tensors, const StepInputs& inputs, const StepSize& size,
                        bool batch_norm) const;
    bool is_moved(std::size_t tensor, bool batch_norm) const;
    void descend(Tensors& tensors, const Tensors& gradients, const StepInputs& inputs, const StepSize& size,
                 bool batch_norm) const;
    torch::Tensor logits(const Tensors& tensors, const NetworkPass& pass) const;  // (n), in float32
    // The first `count` tensors of a replica.
    Tensors tensors_at(const EngineState& state, int replica, std::size_t count) const;

    EngineTask task_;
    std::unique_ptr<Network> network_;
    StepTables tables_;
    Place place_;
    std::optional<StepPlayer> player_;  // where the place records
    std::vector<TensorRole> roles_;     // of the model's tensors; the optimizer's follow them
    std::vector<Tensor> layout_;        // names and shapes of the tensors, without values
    torch::Tensor inputs_;              // (n, width), on the processor the data set's own memory
    std::int64_t steps_per_epoch_, step_ = 0;
    std::vector<Trainee> trainees_;
    Orders orders_;
    mutable Pool pool_;
};

}  // namespace reweigh::torch_engine
