#pragma once

#include "core/state/tensors.h"

#include <cstdint>
#include <vector>

namespace reweigh::reference {

// Hidden units come in blocks of 32, one for each partial sum of ENGINE.md 4, rule 2; points in tiles of 8.
inline constexpr int lanes = 32, tile_points = 8;

// 32 hidden units: everything that training changes. Units beyond the net's width stay zero.
template <class Scalar>
struct alignas(64) UnitBlock {
    Scalar w0[lanes], w1[lanes], b[lanes], w2[lanes];
    Scalar gamma[lanes], beta[lanes], running_mean[lanes], running_var[lanes];
};

// One replica of the MLP 2-H-1 with its batch-norm weights.
template <class Scalar_>
struct MlpNet {
    using Scalar = Scalar_;
    int hidden = 0;
    std::vector<UnitBlock<Scalar>> blocks;
    Scalar b2 = 0;
};

// One replica of logistic regression.
template <class Scalar_>
struct LinearNet {
    using Scalar = Scalar_;
    Scalar w0 = 0, w1 = 0, b = 0;
};

// Between a replica's row of a state that fits the model and its net. core/state/tensors.h names the tensors.
template <class Scalar>
void load(MlpNet<Scalar>& net, const EngineState& state, int replica);
template <class Scalar>
void load(LinearNet<Scalar>& net, const EngineState& state, int replica);
template <class Scalar>
void store(const MlpNet<Scalar>& net, EngineState& state, int replica);
template <class Scalar>
void store(const LinearNet<Scalar>& net, EngineState& state, int replica);

// False when a weight is infinite or not a number.
template <class Scalar>
bool is_finite(const MlpNet<Scalar>& net);
template <class Scalar>
bool is_finite(const LinearNet<Scalar>& net);

}  // namespace reweigh::reference
