// Included once for every target: logits of many points, rules 1 to 3, with the points in lanes.
#if defined(REWEIGH_FUSED_PREDICTION) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_PREDICTION
#undef REWEIGH_FUSED_PREDICTION
#else
#define REWEIGH_FUSED_PREDICTION
#endif

#include "core/engine/fused/kernel/rows.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

inline constexpr int vectors_at_once = 4, points_of_vectors = vectors_at_once * lanes;

struct PointVectors {
    Bundle<vectors_at_once> x0, x1;
};

// Rules 1, 2 for one unit.
template <bool First, int N>
HWY_INLINE void add_unit(const RowWeights& unit, const Bundle<N>& x0, const Bundle<N>& x1, Bundle<N>& p) {
    if constexpr (N > 1) {
        add_unit<First>(unit, x0.low, x1.low, p.low);
        add_unit<First>(unit, x0.high, x1.high, p.high);
    } else {
        const Vector a = hn::MulAdd(unit.W1, x1.it, hn::MulAdd(unit.W0, x0.it, unit.shift));
        const Vector h = hn::Max(a, hn::Zero(Floats()));  // not-a-number gives 0, as a > 0 does
        p.it = First ? hn::Mul(unit.w2, h) : hn::MulAdd(unit.w2, h, p.it);
    }
}

HWY_INLINE RowWeights unit_of(const EvalBlock<float>& block, int l) {
    return {all(block.W0[l]), all(block.W1[l]), all(block.shift[l]), all(block.w2[l])};
}

// The folded partial sums l, l + K, l + 2 K, ...: the tree of rule 2, depth first. Its leaves are unit l of
// every block.
template <int K>
HWY_INLINE Bundle<vectors_at_once> sum_tree(EvalView<float> net, int l, const PointVectors& x) {
    Bundle<vectors_at_once> p;
    if constexpr (K == block_units) {
        add_unit<true>(unit_of(net.blocks[0], l), x.x0, x.x1, p);
        for (int block = 1; block < net.count; ++block)
            add_unit<false>(unit_of(net.blocks[block], l), x.x0, x.x1, p);
    } else {
        p = sum_tree<2 * K>(net, l, x);
        add_to(p, sum_tree<2 * K>(net, l + K, x));
    }
    return p;
}

template <int N>
HWY_INLINE void load_points(const float* inputs, Bundle<N>& x0, Bundle<N>& x1) {
    if constexpr (N == 1) {
        hn::LoadInterleaved2(Floats(), inputs, x0.it, x1.it);
    } else {
        load_points(inputs, x0.low, x1.low);
        load_points(inputs + N * lanes, x0.high, x1.high);
    }
}

// As many points as points_of_vectors.
HWY_INLINE void logits(EvalView<float> net, const float* inputs, float* out) {
    PointVectors x;
    load_points(inputs, x.x0, x.x1);
    alignas(64) float p[8][points_of_vectors];
#pragma GCC unroll 1
    for (int l = 0; l < 8; ++l) store(sum_tree<8>(net, l, x), p[l]);
    for (int i = 0; i < points_of_vectors; i += lanes) {
        const auto pair = [&](int l) HWY_ATTR { return hn::Add(load(p[l] + i), load(p[l + 4] + i)); };
        const Vector t = hn::Add(hn::Add(pair(0), pair(2)), hn::Add(pair(1), pair(3)));
        hn::StoreU(hn::Add(t, all(net.b2)), Floats(), out + i);
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
