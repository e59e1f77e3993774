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
//   cnn  "cnn.conv1.W" (R, filters, channels, 3, 3) "cnn.conv1.b" (R, filters) ... "cnn.conv5.b",
//   "cnn.dense1.W"
//        (R, out, in) "cnn.dense1.b" (R, out), "cnn.dense2.W" "cnn.dense2.b", "cnn.logit.W" (R, 1, in)
//        "cnn.logit.b" (R, 1)
// gamma 1, beta 0, running_mean 0, running_var 1 at step 0; they stay while batch norm is off.
struct EngineState {
    std::int64_t step = 0;
    std::vector<Tensor> tensors;
    // The tensor of that name. Throws Error when there is none.
    const Tensor& tensor(std::string_view name) const;
};

}  // namespace reweigh
