#pragma once

#include "core/engine/batch_norm.h"
#include "core/engine/canonical.h"
#include "core/engine/reference/kernel/dropout.h"

// One SGD step of the MLP 2-H-1. ENGINE.md 3 (algebra) and 4 (canonical operations), whose letters these are.
namespace reweigh::reference {
namespace {

using canonical::fma;

// Rule 2: the sum of 32 partial sums.
template <class Scalar>
Scalar fold(Scalar* p) {
    for (int k = block_units / 2; k > 0; k /= 2)
        for (int l = 0; l < k; ++l) p[l] = p[l] + p[l + k];
    return p[0];
}

// Rules 1, 2: activations of point i under first-layer weights W, adds w2 h to the partial sums.
template <bool First, bool Dropout, class Scalar>
void activate(const Scalar* W0, const Scalar* W1, const Scalar* beta, const Scalar* w2, Scalar x0, Scalar x1,
              const std::int32_t* kept, Scalar* hidden, Scalar* p) {
    for (int l = 0; l < block_units; ++l) {
        const Scalar a = fma(W1[l], x1, fma(W0[l], x0, beta[l]));
        Scalar h = a > 0 ? a : Scalar(0);
        if constexpr (Dropout) h = kept[l] ? h : Scalar(0);
        hidden[l] = h;
        p[l] = First ? w2[l] * h : fma(w2[l], h, p[l]);
    }
}

template <bool BatchNorm, bool Dropout, class Scalar>
Scalar sum_over_units(MlpView<Scalar> net, BlockNotes<Scalar>* notes, int i, Scalar x0, Scalar x1) {
    alignas(64) Scalar p[block_units];
    const auto add = [&]<bool First>(int block) {
        const UnitBlock<Scalar>& u = net.blocks[block];
        BlockNotes<Scalar>& n = notes[block];
        activate<First, Dropout>(BatchNorm ? n.W0 : u.w0, BatchNorm ? n.W1 : u.w1, BatchNorm ? u.beta : u.b,
                                 u.w2, x0, x1, n.kept[i], n.hidden[i], p);
    };
    add.template operator()<true>(0);
    for (int block = 1; block < net.count; ++block) add.template operator()<false>(block);
    return fold(p);
}

// Rule 4: adds a tile to A, Q0, Q1 of 32 units, serially over the points.
template <class Scalar>
void add_tile(BlockNotes<Scalar>& n, const Scalar* G, const Scalar* G0, const Scalar* G1) {
    for (int l = 0; l < block_units; ++l) {
        Scalar A = n.A[l], Q0 = n.Q0[l], Q1 = n.Q1[l];
#pragma GCC unroll 8
        for (int i = 0; i < tile_points; ++i) {
            const bool active = n.hidden[i][l] > 0;
            const Scalar g = G[i], g0 = G0[i], g1 = G1[i];
            A += active ? g : Scalar(0);
            Q0 += active ? g0 : Scalar(0);
            Q1 += active ? g1 : Scalar(0);
        }
        n.A[l] = A;
        n.Q0[l] = Q0;
        n.Q1[l] = Q1;
    }
}

// Rule 5.
template <class Scalar>
void update(UnitBlock<Scalar>& u, const BlockNotes<Scalar>& n, Scalar eta, Scalar decay) {
    for (int l = 0; l < block_units; ++l) {
        const Scalar slope = fma(u.w0[l], n.Q0[l], fma(u.w1[l], n.Q1[l], u.b[l] * n.A[l]));
        const Scalar rate = -(eta * u.w2[l]);
        u.w0[l] = fma(rate, n.Q0[l], u.w0[l] * decay);
        u.w1[l] = fma(rate, n.Q1[l], u.w1[l] * decay);
        u.b[l] = fma(rate, n.A[l], u.b[l] * decay);
        u.w2[l] = fma(-eta, slope, u.w2[l] * decay);
    }
}

// Rule 6: weights of the normalised first layer. Running statistics: mean += 0.1 (w.xbar + b - mean),
// var += 0.1 (v B/(B-1) - var).
template <class Scalar>
void normalise(UnitBlock<Scalar>& u, BlockNotes<Scalar>& n, const Moments<Scalar>& m) {
    constexpr Scalar epsilon = static_cast<Scalar>(batch_norm_epsilon),
                     momentum = static_cast<Scalar>(batch_norm_momentum);
    for (int l = 0; l < block_units; ++l) {
        n.t0[l] = fma(m.L10, u.w1[l], m.L00 * u.w0[l]);
        n.t1[l] = m.L11 * u.w1[l];
        const Scalar v = fma(n.t0[l], n.t0[l], n.t1[l] * n.t1[l]);
        n.r[l] = Scalar(1) / canonical::sqrt(v + epsilon);
        const Scalar gr = u.gamma[l] * n.r[l];
        n.W0[l] = gr * u.w0[l];
        n.W1[l] = gr * u.w1[l];
        const Scalar mean = fma(u.w1[l], m.mean1, fma(u.w0[l], m.mean0, u.b[l]));
        u.running_mean[l] = fma(momentum, mean - u.running_mean[l], u.running_mean[l]);
        u.running_var[l] = fma(momentum, v * m.to_unbiased - u.running_var[l], u.running_var[l]);
    }
}

template <class Scalar>
void update_normalised(UnitBlock<Scalar>& u, const BlockNotes<Scalar>& n, const Moments<Scalar>& m,
                       Scalar eta, Scalar decay) {
    for (int l = 0; l < block_units; ++l) {
        const Scalar r = n.r[l], D0 = u.w2[l] * n.Q0[l], D1 = u.w2[l] * n.Q1[l];
        const Scalar q = fma(D0, u.w0[l], D1 * u.w1[l]), c = (r * r) * q;
        const Scalar Sw0 = m.L00 * n.t0[l], Sw1 = fma(m.L10, n.t0[l], m.L11 * n.t1[l]);
        const Scalar slope = fma(n.W0[l], n.Q0[l], fma(n.W1[l], n.Q1[l], u.beta[l] * n.A[l]));
        const Scalar rate = -(eta * (u.gamma[l] * r));
        u.w0[l] = fma(rate, fma(-c, Sw0, D0), u.w0[l] * decay);
        u.w1[l] = fma(rate, fma(-c, Sw1, D1), u.w1[l] * decay);
        u.b[l] = u.b[l] * decay;
        u.gamma[l] = fma(-eta, r * q, u.gamma[l] * decay);
        u.beta[l] = fma(-eta, u.w2[l] * n.A[l], u.beta[l] * decay);
        u.w2[l] = fma(-eta, slope, u.w2[l] * decay);
    }
}

}  // namespace
}  // namespace reweigh::reference
