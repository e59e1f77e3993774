#pragma once

#include "core/state/setup.h"
#include "core/state/tensors.h"

#include <span>
#include <vector>

namespace reweigh {

// All replicas of `model` at step 0, with the tensors of core/state/tensors.h. Weights and biases are uniform
// in +-1/sqrt(fan_in) and depend on the replica's seed alone; logistic regression starts at 0.
// The CNN: by its initial law.
// ENGINE.md 4, purpose 3.
EngineState initial_state(const ModelParams& model, std::span<const Replica> replicas);

// The same, or what the setup's file gives in the place of it.
EngineState initial_state(const Setup& setup, const ModelParams& model);

// Rows, and columns, of what the CNN's last convolutions give its dense layers, of pictures of 32 x 32.
std::int64_t cnn_last_side(const CnnParams& cnn);

// Names and shapes of one replica's tensors, without values: what a model trains, then, unless `Trained`, the
// statistics and parameters of batch norm.
enum class TensorsOf { Trained, All };
std::vector<Tensor> tensors_of(const ModelParams& model, TensorsOf which);

// Throws Error when `state` lacks a tensor of `model` or one has another shape; `replicas` is their number.
void require_fit(const EngineState& state, const ModelParams& model, std::int64_t replicas);

}  // namespace reweigh
