// Included once for every target: logits of many points, rules 1 to 3, with the points in lanes.
#if defined(REWEIGH_FUSED_PREDICTION) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_PREDICTION
#undef REWEIGH_FUSED_PREDICTION
#else
#define REWEIGH_FUSED_PREDICTION
#endif

#include "core/engine/fused/kernel/math.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

inline constexpr int vectors_at_once = 4, points_of_vectors = vectors_at_once * lanes;

struct PointVectors {
    Vector x0[vectors_at_once], x1[vectors_at_once];
};

// The partial sum of unit l of every block.
HWY_INLINE void sum_units(EvalView<float> net, int l, const PointVectors& points, Vector* p) {
    for (int block = 0; block < net.count; ++block) {
        const EvalBlock<float>& u = net.blocks[block];
        const Vector W0 = all(u.W0[l]), W1 = all(u.W1[l]), shift = all(u.shift[l]), w2 = all(u.w2[l]);
#pragma GCC unroll 4
        for (int v = 0; v < vectors_at_once; ++v) {
            const Vector a = hn::MulAdd(W1, points.x1[v], hn::MulAdd(W0, points.x0[v], shift));
            const Vector h = hn::Max(a, hn::Zero(Floats()));  // not-a-number gives 0, as a > 0 does
            p[v] = block == 0 ? hn::Mul(w2, h) : hn::MulAdd(w2, h, p[v]);
        }
    }
}

// The folded partial sums l, l + k, l + 2 k, ...: the tree of rule 2, depth first.
template <int K>
HWY_INLINE void sum_tree(EvalView<float> net, int l, const PointVectors& points, Vector* p) {
    if constexpr (K == block_units) {
        sum_units(net, l, points, p);
    } else {
        Vector other[vectors_at_once];
        sum_tree<2 * K>(net, l, points, p);
        sum_tree<2 * K>(net, l + K, points, other);
#pragma GCC unroll 4
        for (int v = 0; v < vectors_at_once; ++v) p[v] = hn::Add(p[v], other[v]);
    }
}

// As many points as points_of_vectors.
HWY_INLINE void logits(EvalView<float> net, const float* inputs, float* out) {
    const Floats d;
    PointVectors points;
    for (int v = 0; v < vectors_at_once; ++v)
        hn::LoadInterleaved2(d, inputs + 2 * lanes * v, points.x0[v], points.x1[v]);
    Vector p[8][vectors_at_once];
#pragma GCC unroll 1
    for (int l = 0; l < 8; ++l) sum_tree<8>(net, l, points, p[l]);
    for (int v = 0; v < vectors_at_once; ++v) {
        for (int k = 4; k > 0; k /= 2)
            for (int l = 0; l < k; ++l) p[l][v] = hn::Add(p[l][v], p[l + k][v]);
        hn::StoreU(hn::Add(p[0][v], all(net.b2)), d, out + lanes * v);
    }
}

inline void predict_mlp(EvalView<float> net, const float* inputs, std::int64_t n, float* out) {
    std::int64_t first = 0;
    for (; first + points_of_vectors <= n; first += points_of_vectors)
        logits(net, inputs + 2 * first, out + first);
    if (first == n) return;
    float padded[2 * points_of_vectors] = {}, answers[points_of_vectors];
    for (std::int64_t i = 0; i < 2 * (n - first); ++i) padded[i] = inputs[2 * first + i];
    logits(net, padded, answers);
    for (std::int64_t i = 0; i < n - first; ++i) out[first + i] = answers[i];
}

inline void predict_linear(const LinearNet<float>& net, const float* inputs, std::int64_t n, float* out) {
    for (std::int64_t i = 0; i < n; ++i)
        out[i] = canonical::fma(net.w1, inputs[2 * i + 1], canonical::fma(net.w0, inputs[2 * i], net.b));
}

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
