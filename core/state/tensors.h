#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

struct Tensor {
    std::string name;
    std::vector<std::int64_t> shape;  // first axis: replica
    std::vector<float> values;        // row-major
};

// All replicas of one model at one step. No random state: the step is the random state. Names and shapes
// belong to the model, not the engine:
//   lr   "lr.w" (R,2)  "lr.b" (R)
//   mlp  "mlp.W" (R,H,2)  "mlp.b" (R,H)  "mlp.w2" (R,H)  "mlp.b2" (R)  "mlp.gamma" "mlp.beta" (R,H)
//        "mlp.running_mean" "mlp.running_var" (R,H)
// gamma 1, beta 0, running_mean 0, running_var 1 at step 0; they stay while batch norm is off.
struct EngineState {
    std::int64_t step = 0;
    std::vector<Tensor> tensors;
    // The tensor of that name. Throws Error when there is none.
    const Tensor& tensor(std::string_view name) const;
};

}  // namespace reweigh
