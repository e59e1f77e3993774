#pragma once

#include "core/state/setup.h"
#include "core/state/tensors.h"

#include <span>
#include <vector>

namespace reweigh {

// All replicas of `model` at step 0, with the tensors of core/state/tensors.h, without an optimizer's.
// Weights and biases are uniform in +-1/sqrt(fan_in), or by the network's initial law, and depend on the
// replica's seed alone; logistic regression starts at 0. ENGINE.md 4, purpose 3.
EngineState initial_state(const ModelParams& model, std::span<const Replica> replicas);

// The same, or what the setup's file gives in the place of it, and what the optimizer remembers.
EngineState initial_state(const Setup& setup, const ModelParams& model);

// Names and shapes of one replica's tensors, without values: what a model always trains; that and what it
// trains while batch norm is on; these and the statistics of batch norm.
enum class TensorsOf { Trained, TrainedWithBatchNorm, All };
std::vector<Tensor> tensors_of(const ModelParams& model, TensorsOf which);

// Throws Error when `state` lacks a tensor of `model` or one has another shape; `replicas` is their number.
void require_fit(const EngineState& state, const ModelParams& model, std::int64_t replicas);
// The same with the optimizer's tensors, for the setup's replicas.
void require_fit(const EngineState& state, const Setup& setup, const ModelParams& model);

}  // namespace reweigh
