#pragma once

#include "core/base/geometry.h"
#include "core/config/live_params.h"
#include "core/config/setup_params.h"
#include "core/state/tensors.h"

#include <span>
#include <string>
#include <vector>

namespace reweigh {

// The values of one replica in a tensor whose first axis is the replica.
std::span<const float> of_replica(const Tensor& tensor, int replica);

// Names of the tensors that training moves and L2 decays: gamma and beta only while batch norm is on.
std::vector<std::string> trained_tensors(const ModelParams& model, const LiveParams& params);

// Sum of the squares of one replica's values, in double.
double squared_norm(const EngineState& state, int replica, std::span<const std::string> tensors);

// z = weight . x + bias of a replica of logistic regression.
struct LinearLogit {
    Vec2 weight;
    double bias = 0;
};
LinearLogit linear_logit(const EngineState& state, int replica);

// d logit / d x of a replica of the network at a point, in evaluation mode, in double. With W, b, w2 (H):
// sum over active units of w2 W; with batch norm W is scaled by gamma / sqrt(var + 1e-5). ENGINE.md 3.
Vec2 network_gradient(const EngineState& state, int replica, bool batch_norm, Vec2 at);

}  // namespace reweigh
