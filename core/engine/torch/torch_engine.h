#pragma once

#include "core/engine/engine.h"
#include "core/engine/model_layout.h"
#include "core/engine/torch/batch.h"
#include "core/engine/torch/replica_model.h"

#include <memory>
#include <vector>

namespace reweigh::torch_engine {

// All replicas of one model as batched tensors, trained through autograd on one thread: the independent
// oracle of the other engines. Same Philox numbers, same permutations, same masks. ENGINE.md, section 6.
class TorchEngine : public Engine {
public:
    explicit TorchEngine(const EngineTask& task);

    void advance(std::int64_t count, const Live& live) override;
    std::int64_t step() const override { return step_; }
    void predict(std::span<const int> replicas, const EngineState* at, const Live& live,
                 std::span<const float> inputs, std::span<float> out) const override;
    EngineState export_state() const override;
    void import_state(const EngineState& state) override;
    std::vector<int> diverged() const override;
    void park(int replica, const EngineState& at) override;

private:
    struct StepConstants;  // the live parameters of every replica
    StepConstants constants(const Live& live) const;
    void train_one_step(const StepConstants& constants);
    void descend(const Tensors& gradients, const StepConstants& constants, const torch::Tensor& trained);
    void update_statistics(const Tensors& of_batch, const torch::Tensor& trained);

    EngineTask task_;
    std::unique_ptr<ReplicaModel> model_;
    BatchSource source_;
    std::vector<Tensor> layout_;     // names and shapes of the tensors, without values
    std::vector<TensorRole> roles_;  // of the model's tensors; the optimizer's follow them
    Tensors tensors_;
    std::vector<bool> parked_;
    std::int64_t step_ = 0;
};

}  // namespace reweigh::torch_engine
