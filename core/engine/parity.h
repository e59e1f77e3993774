#pragma once

#include "core/config/precision.h"
#include "core/config/setup_params.h"
#include "core/state/tensors.h"

#include <cstdint>
#include <optional>

namespace reweigh {

// How far the weights of networks for pictures that a GPU trained may lie from those of the processor, or of
// another GPU. ENGINE.md 4, parity gates.

inline constexpr std::int64_t most_gated_steps = 100;

// The largest relative L2 distance after so many steps from equal weights; nothing where only statistics
// agree: in bf16, and after more than most_gated_steps.
std::optional<double> parity_gate(Precision of_gpu, std::int64_t steps);

// The precision that rounds more; the processor, which is none, rounds least.
std::optional<Precision> coarser(std::optional<Precision> a, std::optional<Precision> b);

// ||state - expected|| / ||expected|| over all weights of a replica, of the replica where it is largest: at
// least 0, infinite where it is no number. Statistics and what the optimizer remembers do not count. Throws
// Error when a state lacks one of the model's tensors.
double largest_distance(const ModelParams& model, const EngineState& state, const EngineState& expected);

}  // namespace reweigh
