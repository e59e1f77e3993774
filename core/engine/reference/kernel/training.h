#pragma once

#include "core/engine/reference/kernel/mlp.h"

// Whole stretches of steps.
namespace reweigh::reference {
namespace {

// Rule 3: slopes g = dL/dz of a tile's logits.
template <class Scalar>
void slopes(const PointTile<Scalar>& tile, const Scalar* z, Scalar* g) {
    for (int i = 0; i < tile_points; ++i)
        g[i] = tile.omega[i] * (Scalar(1) / (Scalar(1) + canonical::exp(tile.side[i] * z[i])));
}

// Rules 1 to 4 for the tiles of a batch; gives the slope of b2.
template <bool BatchNorm, bool Dropout, class Scalar>
Scalar sum_slopes(MlpView<Scalar> net, const Stretch& stretch, const Rules& rules, Scratch<Scalar> scratch,
                  int tiles, std::int64_t step) {
    const Scalar scale = rules.dropout_scale;
    Scalar gb = 0;
    for (int t = 0; t < tiles; ++t) {
        const PointTile<Scalar>& tile = scratch.tiles[t];
        if constexpr (Dropout) draw_mask(net, scratch.notes, stretch, step, t, rules.dropout_threshold);
        alignas(64) Scalar z[tile_points], g[tile_points], G0[tile_points], G1[tile_points];
        for (int i = 0; i < tile_points; ++i)
            z[i] = sum_over_units<BatchNorm, Dropout>(net, scratch.notes, i, tile.x0[i], tile.x1[i]);
        for (int i = 0; i < tile_points; ++i) z[i] = fma(scale, z[i], *net.b2);
        slopes(tile, z, g);
        for (int i = 0; i < tile_points; ++i) gb += g[i];
        for (int i = 0; i < tile_points; ++i) {
            g[i] = scale * g[i];
            G0[i] = g[i] * tile.x0[i];
            G1[i] = g[i] * tile.x1[i];
        }
        for (int block = 0; block < net.count; ++block) add_tile(scratch.notes[block], g, G0, G1);
    }
    return gb;
}

template <bool BatchNorm, bool Dropout, class Scalar>
void step_mlp(MlpView<Scalar> net, const Batch& batch, const Stretch& stretch, const Rules& rules,
              Scratch<Scalar> scratch, std::int64_t step) {
    gather(scratch.tiles, batch, stretch, rules);
    Moments<Scalar> moments{};
    if constexpr (BatchNorm) moments = centre(scratch.tiles, batch);
    for (int block = 0; block < net.count; ++block) {
        BlockNotes<Scalar>& notes = scratch.notes[block];
        for (int l = 0; l < block_units; ++l) notes.A[l] = notes.Q0[l] = notes.Q1[l] = 0;
        if constexpr (BatchNorm) normalise(net.blocks[block], notes, moments);
    }
    const Scalar eta = rules.eta, decay = rules.decay;
    const Scalar gb = sum_slopes<BatchNorm, Dropout>(net, stretch, rules, scratch, batch.tiles(), step);
    for (int block = 0; block < net.count; ++block) {
        if constexpr (BatchNorm)
            update_normalised(net.blocks[block], scratch.notes[block], moments, eta, decay);
        else
            update(net.blocks[block], scratch.notes[block], eta, decay);
    }
    *net.b2 = fma(-eta, gb, *net.b2 * decay);
}

template <bool BatchNorm, bool Dropout, class Scalar>
void train_mlp_as(MlpView<Scalar> net, const Stretch& stretch, const Rules& rules, Scratch<Scalar> scratch) {
    for_each_batch(stretch, [&](const Batch& batch, std::int64_t step) {
        if (BatchNorm && batch.size < 2) return;  // has no variance: skipped in every engine
        step_mlp<BatchNorm, Dropout>(net, batch, stretch, rules, scratch, step);
    });
}

template <class Scalar>
void train_mlp(MlpView<Scalar> net, const Stretch& stretch, const Rules& rules, Scratch<Scalar> scratch) {
    const bool dropout = rules.dropout_threshold > 0;
    if (rules.batch_norm && dropout) return train_mlp_as<true, true>(net, stretch, rules, scratch);
    if (rules.batch_norm) return train_mlp_as<true, false>(net, stretch, rules, scratch);
    if (dropout) return train_mlp_as<false, true>(net, stretch, rules, scratch);
    train_mlp_as<false, false>(net, stretch, rules, scratch);
}

// Rule 5, last sentence.
template <class Scalar>
void train_linear(LinearNet<Scalar>& net, const Stretch& stretch, const Rules& rules,
                  Scratch<Scalar> scratch) {
    const Scalar eta = rules.eta, decay = rules.decay;
    for_each_batch(stretch, [&](const Batch& batch, std::int64_t) {
        gather(scratch.tiles, batch, stretch, rules);
        Scalar gb = 0, Q0 = 0, Q1 = 0;
        for (int t = 0; t < batch.tiles(); ++t) {
            const PointTile<Scalar>& tile = scratch.tiles[t];
            Scalar z[tile_points], g[tile_points];
            for (int i = 0; i < tile_points; ++i)
                z[i] = fma(net.w1, tile.x1[i], fma(net.w0, tile.x0[i], net.b));
            slopes(tile, z, g);
            for (int i = 0; i < tile_points; ++i) {
                gb += g[i];
                Q0 += g[i] * tile.x0[i];
                Q1 += g[i] * tile.x1[i];
            }
        }
        net.w0 = fma(-eta, Q0, net.w0 * decay);
        net.w1 = fma(-eta, Q1, net.w1 * decay);
        net.b = fma(-eta, gb, net.b * decay);
    });
}

}  // namespace
}  // namespace reweigh::reference
