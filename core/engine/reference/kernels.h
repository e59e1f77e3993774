#pragma once

#include "core/engine/batch.h"
#include "core/engine/evaluation.h"
#include "core/engine/net.h"

#include <cstdint>
#include <span>
#include <string_view>

// The arithmetic, compiled several times for different processors (kernel/*.h), and the plain values that it
// works on: only raw pointers, so that no code of the standard library is compiled for a newer processor and
// then shared.
namespace reweigh::reference {

// What a step notes about 32 units.
template <class Scalar>
struct alignas(64) BlockNotes {
    Scalar hidden[tile_points][block_units];                  // activations of a tile, after ReLU and mask
    std::int32_t kept[tile_points][block_units];              // dropout mask of a tile
    Scalar A[block_units], Q0[block_units], Q1[block_units];  // sums over the batch
    Scalar W0[block_units], W1[block_units], t0[block_units], t1[block_units], r[block_units];  // batch norm
};

// Scratch of one task: a tile for every 8 points of the largest batch, notes for every block.
template <class Scalar>
struct Scratch {
    PointTile<Scalar>* tiles = nullptr;
    BlockNotes<Scalar>* notes = nullptr;
};

template <class Scalar>
struct MlpView {
    UnitBlock<Scalar>* blocks = nullptr;
    int count = 0;
    Scalar* b2 = nullptr;
};

// Training changes the net in place; predictions are eval-mode logits of inputs (n, 2).
template <class Scalar>
struct Kernels {
    void (*train_mlp)(MlpView<Scalar>, const Stretch&, const Rules&, Scratch<Scalar>);
    void (*train_linear)(LinearNet<Scalar>&, const Stretch&, const Rules&, Scratch<Scalar>);
    void (*predict_mlp)(EvalView<Scalar>, const float* inputs, std::int64_t n, float* out);
    void (*predict_linear)(const LinearNet<Scalar>&, const float* inputs, std::int64_t n, float* out);
};

struct KernelSet {
    std::string_view name;
    Kernels<float> of_float;
    Kernels<double> of_double;
};

// Those that this processor can run, the fastest first. All give the same bits.
std::span<const KernelSet> supported_kernels();

}  // namespace reweigh::reference
