#pragma once

#include "core/engine/torch/replica_model.h"

namespace reweigh::torch_engine {

// What one step of a replica trains on; or, as a table, what S steps with batches of one size do, with a
// first axis of S.
struct StepInputs {
    torch::Tensor rows, labels;  // (B), of the data set
    torch::Tensor omega;         // (B): class weight times point weight over the denominator
    torch::Tensor corrections;   // (2), of Adam: 1 - beta1^t, 1 - beta2^t; of others undefined
    Tensors masks;               // (B, units) of each layer with dropout: 0 or the scale; none: no dropout
};

// The same of each of its tensors that is defined.
template <class Change>
StepInputs changed(const StepInputs& inputs, Change&& change) {
    const auto of_one = [&](const torch::Tensor& tensor) {
        return tensor.defined() ? change(tensor) : torch::Tensor();
    };
    StepInputs result{
        of_one(inputs.rows), of_one(inputs.labels), of_one(inputs.omega), of_one(inputs.corrections), {}};
    for (const torch::Tensor& mask : inputs.masks) result.masks.push_back(change(mask));
    return result;
}

// A step of a table: by a number, or by one that lies where the table does, (1).
inline StepInputs step_of(const StepInputs& table, std::int64_t step) {
    return changed(table, [&](const torch::Tensor& tensor) { return tensor.select(0, step); });
}
inline StepInputs step_of(const StepInputs& table, const torch::Tensor& step) {
    return changed(table,
                   [&](const torch::Tensor& tensor) { return tensor.index_select(0, step).squeeze(0); });
}

}  // namespace reweigh::torch_engine
