#pragma once

#include "core/config/setup_params.h"
#include "core/state/live.h"
#include "core/state/tensors.h"

#include <span>

namespace reweigh {

// All replicas of `model` at step 0, with the tensors of core/state/tensors.h. Weights and biases are uniform
// in +-1/sqrt(fan_in) and depend on the replica's seed alone; logistic regression starts at 0.
// ENGINE.md 4, purpose 3.
EngineState initial_state(const ModelParams& model, std::span<const Replica> replicas);

// Throws Error when `state` lacks a tensor of `model` or one has another shape; `replicas` is their number.
void require_fit(const EngineState& state, const ModelParams& model, std::int64_t replicas);

}  // namespace reweigh
