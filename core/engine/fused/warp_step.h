#pragma once

#include "core/base/philox.h"
#include "core/engine/batch.h"
#include "core/engine/batch_norm.h"
#include "core/engine/canonical.h"
#include "core/engine/net.h"

#include <cstdint>

// One replica trained by the 32 lanes of a warp: lane l owns units l, l + 32, ... Compiled for devices and,
// as their check, for this machine: a policy W names the types of a lane's numbers and what lanes tell each
// other.
//   W::F, W::Bool   a number, a truth of every lane; F has + - *, unary -, /, and fma(), exp(), sqrt()
//   load(p), store(p, x)         32 floats, one a lane        spread(p)     8 floats, each to four lanes
//   select(k, a, b), positive(x), both(j, k)                  below(n)      lanes of the first n of 8 points
//   shuffle_xor(x, mask), broadcast(x, lane), has_bit(mask)   random(stream, first), kept(words, byte,
//   threshold)
// No branch looks at a lane's number. ENGINE.md 3 (algebra), 4 (canonical operations), 5.
// Registers have no index: loops over them are written out for devices.
#ifdef __CUDACC__
#define REWEIGH_UNROLL _Pragma("unroll")
#else
#define REWEIGH_UNROLL
#endif

namespace reweigh::fused {

// A batch as all replicas of a seed share it: prepared once, then read by every warp.
struct WarpBatch {
    Moments<float> moments;
    std::int32_t size = 0;
    std::int32_t positives = 0;
};

// What a warp trains, and by what. tiles: of all batches, as many for each as its largest; centred under
// batch norm.
struct WarpTask {
    UnitBlock<float>* blocks = nullptr;
    float* b2 = nullptr;
    const WarpBatch* batches = nullptr;
    const PointTile<float>* tiles = nullptr;
    std::int32_t steps = 0, tiles_per_batch = 1;
    std::int32_t mask_tiles = 1;  // of the setup's batch size: what dropout counts its blocks by
    std::int64_t first_step = 0;
    std::uint64_t run_seed = 0;
    Rules rules;
};

// Gathers one batch of a stretch into its tiles; the mean moves to 0 where `centred` is not null.
REWEIGH_INLINE void prepare_batch(const Stretch& stretch, std::int64_t done, WarpBatch& out,
                                  PointTile<float>* tiles, PointTile<float>* centred) {
    const Batch batch = batch_at(stretch, done);
    gather(tiles, batch, stretch);
    out = {};
    out.size = batch.size;
    for (int i = 0; i < batch.size; ++i) out.positives += stretch.labels[batch.points[i]];
    if (centred == nullptr) return;
    for (int i = 0; i < batch.tiles(); ++i) centred[i] = tiles[i];
    out.moments = centre(centred, batch);
}

// omega of the negative and of the positive class in the batches of one replica; made again where they
// change.
class WarpOmegas {
public:
    REWEIGH_INLINE explicit WarpOmegas(const Rules& rules) : rules_(rules) {}
    REWEIGH_INLINE void enter(const WarpBatch& batch) {
        const bool is_new_mix = rules_.reduction == Reduction::R1 && batch.positives != positives_;
        if (batch.size == size_ && !is_new_mix) return;
        ClassSums sums;
        sums.of[1] = batch.positives;
        sums.of[0] = batch.size - batch.positives;
        const Omegas omegas = omegas_of(batch.size, sums, rules_);
        negative = static_cast<float>(omegas.negative);
        positive = static_cast<float>(-omegas.positive);
        size_ = batch.size;
        positives_ = batch.positives;
    }

    float negative = 0, positive = 0;

private:
    Rules rules_;
    std::int32_t size_ = -1, positives_ = -1;
};

namespace warp {

using canonical::exp;
using canonical::fma;
using canonical::sqrt;

template <class W, int Blocks>
struct Net {
    typename W::F w0[Blocks], w1[Blocks], b[Blocks], w2[Blocks];
    typename W::F gamma[Blocks], beta[Blocks];
    typename W::F b2;
};

// What a step notes of a lane's units.
template <class W, int Blocks>
struct Notes {
    typename W::F A[Blocks], Q0[Blocks], Q1[Blocks];  // sums over the batch
    typename W::F W0[Blocks], W1[Blocks], r[Blocks];  // batch norm
};

template <class W, int Blocks, bool BatchNorm>
REWEIGH_INLINE void load(Net<W, Blocks>& net, const WarpTask& task) {
    REWEIGH_UNROLL
    for (int u = 0; u < Blocks; ++u) {
        const UnitBlock<float>& block = task.blocks[u];
        net.w0[u] = W::load(block.w0);
        net.w1[u] = W::load(block.w1);
        net.b[u] = W::load(block.b);
        net.w2[u] = W::load(block.w2);
        if constexpr (BatchNorm) {
            net.gamma[u] = W::load(block.gamma);
            net.beta[u] = W::load(block.beta);
        }
    }
    net.b2 = typename W::F(*task.b2);
}

template <class W, int Blocks, bool BatchNorm>
REWEIGH_INLINE void store(const Net<W, Blocks>& net, const WarpTask& task) {
    REWEIGH_UNROLL
    for (int u = 0; u < Blocks; ++u) {
        UnitBlock<float>& block = task.blocks[u];
        W::store(block.w0, net.w0[u]);
        W::store(block.w1, net.w1[u]);
        W::store(block.b, net.b[u]);
        W::store(block.w2, net.w2[u]);
        if constexpr (BatchNorm) {
            W::store(block.gamma, net.gamma[u]);
            W::store(block.beta, net.beta[u]);
        }
    }
    W::store_one(task.b2, net.b2);
}

// Rule 6: weights of the normalised first layer. Running statistics stay in memory: registers are few.
template <class W, int Blocks>
REWEIGH_INLINE void normalise(const Net<W, Blocks>& net, Notes<W, Blocks>& n, const WarpTask& task,
                              const Moments<float>& m) {
    using F = typename W::F;
    const F epsilon(static_cast<float>(batch_norm_epsilon)),
        momentum(static_cast<float>(batch_norm_momentum)), L00(m.L00), L10(m.L10), L11(m.L11);
    REWEIGH_UNROLL
    for (int u = 0; u < Blocks; ++u) {
        const F t0 = fma(L10, net.w1[u], L00 * net.w0[u]), t1 = L11 * net.w1[u];
        const F v = fma(t0, t0, t1 * t1);
        n.r[u] = F(1.0f) / sqrt(v + epsilon);
        const F gr = net.gamma[u] * n.r[u];
        n.W0[u] = gr * net.w0[u];
        n.W1[u] = gr * net.w1[u];
        const F mean = fma(net.w1[u], F(m.mean1), fma(net.w0[u], F(m.mean0), net.b[u]));
        UnitBlock<float>& block = task.blocks[u];
        const F old_mean = W::load(block.running_mean), old_var = W::load(block.running_var);
        W::store(block.running_mean, fma(momentum, mean - old_mean, old_mean));
        W::store(block.running_var, fma(momentum, v * F(m.to_unbiased) - old_var, old_var));
    }
}

// Rule 2 for eight points at once: a butterfly that halves their number while it folds. Lane l gets the sum
// of point l / 4.
template <class W>
REWEIGH_INLINE typename W::F fold(const typename W::F (&p)[tile_points]) {
    using F = typename W::F;
    F four[4], two[2];
    const auto k16 = W::has_bit(16), k8 = W::has_bit(8), k4 = W::has_bit(4);
    REWEIGH_UNROLL
    for (int i = 0; i < 4; ++i)
        four[i] = W::select(k16, p[i + 4], p[i]) + W::shuffle_xor(W::select(k16, p[i], p[i + 4]), 16);
    REWEIGH_UNROLL
    for (int i = 0; i < 2; ++i)
        two[i] = W::select(k8, four[i + 2], four[i]) + W::shuffle_xor(W::select(k8, four[i], four[i + 2]), 8);
    F one = W::select(k4, two[1], two[0]) + W::shuffle_xor(W::select(k4, two[0], two[1]), 4);
    one = one + W::shuffle_xor(one, 2);
    return one + W::shuffle_xor(one, 1);
}

// Rules 1 to 4 for one tile: adds to A, Q0, Q1 and to the slope of b2.
template <class W, int Blocks, bool BatchNorm, bool Dropout>
REWEIGH_INLINE void add_tile(const Net<W, Blocks>& net, Notes<W, Blocks>& n, const WarpTask& task, int tile,
                             const PointTile<float>& points, int left, [[maybe_unused]] std::int64_t step,
                             const WarpOmegas& omegas, typename W::F& gb) {
    using F = typename W::F;
    constexpr int pairs = (Blocks + 1) / 2;
    typename W::Words words[pairs];
    if constexpr (Dropout) {
        const RandomStream stream{task.run_seed, RandomPurpose::Dropout, static_cast<std::uint64_t>(step), 0};
        REWEIGH_UNROLL
        for (int pair = 0; pair < pairs; ++pair)
            words[pair] =
                W::random(stream, static_cast<std::uint32_t>(block_units * (tile + task.mask_tiles * pair)));
    }
    typename W::Bool active[tile_points][Blocks];
    F p[tile_points];
    REWEIGH_UNROLL
    for (int i = 0; i < tile_points; ++i) {
        const F x0(points.x0[i]), x1(points.x1[i]);
        REWEIGH_UNROLL
        for (int u = 0; u < Blocks; ++u) {
            const F a = fma(BatchNorm ? n.W1[u] : net.w1[u], x1,
                            fma(BatchNorm ? n.W0[u] : net.w0[u], x0, BatchNorm ? net.beta[u] : net.b[u]));
            active[i][u] = W::positive(a);
            if constexpr (Dropout)
                active[i][u] = W::both(active[i][u],
                                       W::kept(words[u / 2], 8 * (u % 2) + i, task.rules.dropout_threshold));
            const F h = W::select(active[i][u], a, F(0.0f));
            p[i] = u == 0 ? net.w2[u] * h : fma(net.w2[u], h, p[i]);
        }
    }
    const F scale(task.rules.dropout_scale), side = W::spread(points.side);
    const F z = fma(scale, fold<W>(p), net.b2);
    const F weight = W::select(W::below(left),
                               W::select(W::positive(side), F(omegas.positive), F(omegas.negative)), F(0.0f));
    const F g = weight * (F(1.0f) / (F(1.0f) + exp(side * z)));
    REWEIGH_UNROLL
    for (int i = 0; i < tile_points; ++i) {
        const F slope = W::broadcast(g, 4 * i);
        gb = gb + slope;
        const F G = scale * slope, G0 = G * F(points.x0[i]), G1 = G * F(points.x1[i]);
        REWEIGH_UNROLL
        for (int u = 0; u < Blocks; ++u) {
            n.A[u] = n.A[u] + W::select(active[i][u], G, F(0.0f));
            n.Q0[u] = n.Q0[u] + W::select(active[i][u], G0, F(0.0f));
            n.Q1[u] = n.Q1[u] + W::select(active[i][u], G1, F(0.0f));
        }
    }
}

// Rule 5, and 6 under batch norm. Without L2 decay is 1.
template <class W, int Blocks, bool BatchNorm, bool L2>
REWEIGH_INLINE void update(Net<W, Blocks>& net, const Notes<W, Blocks>& n, const Moments<float>& m,
                           const Rules& rules, typename W::F gb) {
    using F = typename W::F;
    const F eta(rules.eta), decay(rules.decay);
    const auto decayed = [&](F x) { return L2 ? x * decay : x; };
    REWEIGH_UNROLL
    for (int u = 0; u < Blocks; ++u) {
        const F w0 = net.w0[u], w1 = net.w1[u], w2 = net.w2[u];
        if constexpr (BatchNorm) {
            const F r = n.r[u], D0 = w2 * n.Q0[u], D1 = w2 * n.Q1[u];
            const F q = fma(D0, w0, D1 * w1), c = (r * r) * q;
            const F t0 = fma(F(m.L10), w1, F(m.L00) * w0), t1 = F(m.L11) * w1;  // as before
            const F Sw0 = F(m.L00) * t0, Sw1 = fma(F(m.L10), t0, F(m.L11) * t1);
            const F slope = fma(n.W0[u], n.Q0[u], fma(n.W1[u], n.Q1[u], net.beta[u] * n.A[u]));
            const F rate = -(eta * (net.gamma[u] * r));
            net.w0[u] = fma(rate, fma(-c, Sw0, D0), decayed(w0));
            net.w1[u] = fma(rate, fma(-c, Sw1, D1), decayed(w1));
            net.b[u] = decayed(net.b[u]);
            net.gamma[u] = fma(-eta, r * q, decayed(net.gamma[u]));
            net.beta[u] = fma(-eta, w2 * n.A[u], decayed(net.beta[u]));
            net.w2[u] = fma(-eta, slope, decayed(w2));
        } else {
            const F slope = fma(w0, n.Q0[u], fma(w1, n.Q1[u], net.b[u] * n.A[u])), rate = -(eta * w2);
            net.w0[u] = fma(rate, n.Q0[u], decayed(w0));
            net.w1[u] = fma(rate, n.Q1[u], decayed(w1));
            net.b[u] = fma(rate, n.A[u], decayed(net.b[u]));
            net.w2[u] = fma(-eta, slope, decayed(w2));
        }
    }
    net.b2 = fma(-eta, gb, decayed(net.b2));
}

template <class W, int Blocks, bool BatchNorm, bool Dropout, bool L2>
REWEIGH_INLINE void step(Net<W, Blocks>& net, const WarpTask& task, const WarpBatch& batch,
                         const PointTile<float>* tiles, std::int64_t number, const WarpOmegas& omegas) {
    using F = typename W::F;
    Notes<W, Blocks> notes;
    if constexpr (BatchNorm) normalise(net, notes, task, batch.moments);
    REWEIGH_UNROLL
    for (int u = 0; u < Blocks; ++u) notes.A[u] = notes.Q0[u] = notes.Q1[u] = F(0.0f);
    F gb(0.0f);
    for (int tile = 0; tile_points * tile < batch.size; ++tile)
        add_tile<W, Blocks, BatchNorm, Dropout>(net, notes, task, tile, tiles[tile],
                                                batch.size - tile_points * tile, number, omegas, gb);
    update<W, Blocks, BatchNorm, L2>(net, notes, batch.moments, task.rules, gb);
}

}  // namespace warp

// All steps of a task. Blocks: of 32 hidden units. A batch of one point has no variance: under batch norm it
// is skipped, as in every engine.
template <class W, int Blocks, bool BatchNorm, bool Dropout, bool L2>
REWEIGH_INLINE void train_warp(const WarpTask& task) {
    warp::Net<W, Blocks> net;
    warp::load<W, Blocks, BatchNorm>(net, task);
    WarpOmegas omegas(task.rules);
    for (int s = 0; s < task.steps; ++s) {
        const WarpBatch& batch = task.batches[s];
        if (BatchNorm && batch.size < 2) continue;
        omegas.enter(batch);
        warp::step<W, Blocks, BatchNorm, Dropout, L2>(net, task, batch,
                                                      task.tiles + std::int64_t{s} * task.tiles_per_batch,
                                                      task.first_step + s, omegas);
    }
    warp::store<W, Blocks, BatchNorm>(net, task);
}

// The same of a replica of logistic regression, by one thread. ENGINE.md 4, rule 5, last sentence. The task's
// blocks and b2 are not looked at.
REWEIGH_INLINE void train_line(LinearNet<float>& net, const WarpTask& task) {
    using canonical::fma;
    const float eta = task.rules.eta, decay = task.rules.decay;
    WarpOmegas omegas(task.rules);
    for (int s = 0; s < task.steps; ++s) {
        const WarpBatch& batch = task.batches[s];
        omegas.enter(batch);
        const PointTile<float>* tiles = task.tiles + std::int64_t{s} * task.tiles_per_batch;
        float gb = 0, Q0 = 0, Q1 = 0;
        for (int i = 0; i < batch.size; ++i) {
            const PointTile<float>& tile = tiles[i / tile_points];
            const float x0 = tile.x0[i % tile_points], x1 = tile.x1[i % tile_points];
            const float side = tile.side[i % tile_points];
            const float z = fma(net.w1, x1, fma(net.w0, x0, net.b));
            const float g =
                (side > 0 ? omegas.positive : omegas.negative) * (1.0f / (1.0f + canonical::exp(side * z)));
            gb += g;
            Q0 += g * x0;
            Q1 += g * x1;
        }
        net.w0 = fma(-eta, Q0, net.w0 * decay);
        net.w1 = fma(-eta, Q1, net.w1 * decay);
        net.b = fma(-eta, gb, net.b * decay);
    }
}

}  // namespace reweigh::fused
