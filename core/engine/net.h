#pragma once

#include "core/state/tensors.h"

#include <cstdint>
#include <vector>

namespace reweigh {

// Hidden units come in blocks of 32, one for each partial sum of ENGINE.md 4, rule 2.
inline constexpr int block_units = 32;

// 32 hidden units: everything that training changes. Units beyond the net's width stay zero.
template <class Scalar>
struct alignas(64) UnitBlock {
    Scalar w0[block_units], w1[block_units], b[block_units], w2[block_units];
    Scalar gamma[block_units], beta[block_units], running_mean[block_units], running_var[block_units];
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

}  // namespace reweigh
