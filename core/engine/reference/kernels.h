#pragma once

#include "core/config/live_params.h"
#include "core/engine/reference/net.h"

#include <cstdint>
#include <span>
#include <string_view>

// The arithmetic, compiled several times for different processors (kernel/*.h), and the plain values that it
// works on: only raw pointers, so that no code of the standard library is compiled for a newer processor and
// then shared.
namespace reweigh::reference {

// Consecutive steps within one epoch: `points` entries of the epoch's order, cut in batches.
struct Stretch {
    const float* inputs = nullptr;         // the data set: (n, 2)
    const std::uint8_t* labels = nullptr;  // (n)
    const float* weights = nullptr;        // (n), or null: all 1
    const int* order = nullptr;
    std::int64_t points = 0;
    int batch_size = 1;
    std::int64_t first_step = 0;
    std::uint64_t run_seed = 0;
};

// The live parameters as a step uses them, rounded to float in the double engine too, which so checks the
// arithmetic under the same settings. ENGINE.md 3, 4.
struct Rules {
    double positive_weight = 1, negative_weight = 1;
    Reduction reduction = Reduction::R0;
    float eta = 0, decay = 1;  // learning rate, 1 - learning rate x l2
    bool batch_norm = false;
    int dropout_threshold = 0;
    float dropout_scale = 1;
};

// Eight gathered points; those beyond the batch have omega 0.
template <class Scalar>
struct alignas(64) PointTile {
    Scalar x0[tile_points], x1[tile_points];
    Scalar side[tile_points];   // +1 for the positive class, -1 for the other: u = side z
    Scalar omega[tile_points];  // weight of the point's slope: -omega+ or omega-
};

// What a step notes about 32 units.
template <class Scalar>
struct alignas(64) BlockNotes {
    Scalar hidden[tile_points][lanes];      // activations of a tile, after ReLU and mask
    std::int32_t kept[tile_points][lanes];  // dropout mask of a tile
    Scalar A[lanes], Q0[lanes], Q1[lanes];  // sums over the batch
    Scalar W0[lanes], W1[lanes], t0[lanes], t1[lanes], r[lanes];  // batch norm
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

// 32 hidden units as evaluation sees them: batch norm folded into the first layer.
template <class Scalar>
struct alignas(64) EvalBlock {
    Scalar W0[lanes], W1[lanes], shift[lanes], w2[lanes];
};

template <class Scalar>
struct EvalView {
    const EvalBlock<Scalar>* blocks = nullptr;
    int count = 0;
    Scalar b2 = 0;
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
