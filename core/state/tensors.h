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
//        "cnn.dense1.W" (R, out, in) "cnn.dense1.b" (R, out), "cnn.dense2.W" ..., "cnn.logit.b" (R, 1)
//   resnet  of each convolution "resnet.conv.W" (R, filters, channels, 5, 5) ".b", ".gamma" ".beta"
//        ".running_mean" ".running_var" (R, filters); "resnet.block1.conv1" ... "resnet.block6.conv2", and
//        "resnet.block3.shortcut", "resnet.block5.shortcut" (1, 1); "resnet.dense.W" ..., "resnet.logit.b"
// After them what the optimizer remembers of each tensor that it moves, of the same shape, 0 at step 0:
//   SGD with momentum  "velocity.<tensor>"
//   Adam  "mean.<tensor>" "square.<tensor>": of its gradients
// gamma 1, beta 0, running_mean 0, running_var 1 at step 0; they stay while batch norm is off.
struct EngineState {
    std::int64_t step = 0;
    std::vector<Tensor> tensors;
    // The tensor of that name. Throws Error when there is none.
    const Tensor& tensor(std::string_view name) const;
};

}  // namespace reweigh
