#pragma once

namespace reweigh {

// Batch norm: (a - mean) / sqrt(var + epsilon) gamma + beta; running statistics move by `momentum` towards
// the batch's. ENGINE.md 4.
inline constexpr double batch_norm_epsilon = 1e-5, batch_norm_momentum = 0.1;

}  // namespace reweigh
