#pragma once

#include "core/engine/engine.h"

#include <torch/types.h>

namespace reweigh::torch_engine {

// A batch as views of the shuffled epoch, so that no step pays for gathering. Stacked: R replicas first.
struct PeerBatch {
    torch::Tensor inputs;   // ([R,] B, width)
    torch::Tensor labels;   // ([R,] B, 1): 1 for the positive class
    torch::Tensor weights;  // ([R,] B, 1): of the point's class
};

enum class Stacking { Single, Stacked };

// The batches of all replicas of a task, or of its only one without the axis of replicas.
class ShuffledEpochs {
public:
    ShuffledEpochs(const EngineTask& task, const Live& live, Stacking stacking);
    PeerBatch batch(std::int64_t step);

private:
    void shuffle();  // the points for epoch_

    EngineTask task_;
    Stacking stacking_;
    torch::Tensor inputs_, labels_;      // (n, width), (n, 1)
    torch::Tensor positive_, negative_;  // (R, 1, 1): class weights
    std::int64_t epoch_ = -1;
    PeerBatch shuffled_;  // all n points
};

// One task for every replica.
std::vector<EngineTask> tasks_of_one(const EngineTask& task);

torch::Tensor to_torch(const Tensor& tensor);
// Writes a replica's numbers into the tensor of that name. `from` holds them in the same order.
void store(EngineState& state, const std::string& name, std::size_t replica, const torch::Tensor& from);

}  // namespace reweigh::torch_engine
