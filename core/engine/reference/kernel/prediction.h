#pragma once

#include "core/engine/canonical.h"
#include "core/engine/reference/kernels.h"

// Logits of many points: the operations of rules 1 to 3, with the points side by side.
namespace reweigh::reference {
namespace {

inline constexpr int points_at_once = 16;

template <class Scalar>
struct alignas(64) PointRow {
    Scalar at[points_at_once];
};

template <class Scalar>
void logits(EvalView<Scalar> net, const PointRow<Scalar>& x0, const PointRow<Scalar>& x1,
            PointRow<Scalar>& z) {
    PointRow<Scalar> p[block_units];
    for (int block = 0; block < net.count; ++block) {
        const EvalBlock<Scalar>& u = net.blocks[block];
        for (int l = 0; l < block_units; ++l)
            for (int i = 0; i < points_at_once; ++i) {
                const Scalar a =
                    canonical::fma(u.W1[l], x1.at[i], canonical::fma(u.W0[l], x0.at[i], u.shift[l]));
                const Scalar h = a > 0 ? a : Scalar(0);
                p[l].at[i] = block == 0 ? u.w2[l] * h : canonical::fma(u.w2[l], h, p[l].at[i]);
            }
    }
    for (int k = block_units / 2; k > 0; k /= 2)
        for (int l = 0; l < k; ++l)
            for (int i = 0; i < points_at_once; ++i) p[l].at[i] = p[l].at[i] + p[l + k].at[i];
    for (int i = 0; i < points_at_once; ++i) z.at[i] = p[0].at[i] + net.b2;
}

template <class Scalar>
void predict_mlp(EvalView<Scalar> net, const float* inputs, std::int64_t n, float* out) {
    PointRow<Scalar> x0{}, x1{}, z{};
    for (std::int64_t first = 0; first < n; first += points_at_once) {
        const int count = static_cast<int>(n - first < points_at_once ? n - first : points_at_once);
        for (int i = 0; i < count; ++i) {
            x0.at[i] = inputs[2 * (first + i)];
            x1.at[i] = inputs[2 * (first + i) + 1];
        }
        logits(net, x0, x1, z);
        for (int i = 0; i < count; ++i) out[first + i] = static_cast<float>(z.at[i]);
    }
}

template <class Scalar>
void predict_linear(const LinearNet<Scalar>& net, const float* inputs, std::int64_t n, float* out) {
    for (std::int64_t i = 0; i < n; ++i)
        out[i] = static_cast<float>(canonical::fma(net.w1, Scalar{inputs[2 * i + 1]},
                                                   canonical::fma(net.w0, Scalar{inputs[2 * i]}, net.b)));
}

}  // namespace
}  // namespace reweigh::reference
