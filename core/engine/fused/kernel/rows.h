// Included once for every target: the passes of one step over the rows of a net. ENGINE.md 3 (algebra) and 4
// (canonical operations), whose letters these are.
#if defined(REWEIGH_FUSED_ROWS) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_ROWS
#undef REWEIGH_FUSED_ROWS
#else
#define REWEIGH_FUSED_ROWS
#endif

#include "core/engine/fused/kernel/batch_norm.h"
#include "core/engine/fused/kernel/pass.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

// As many points as the registers hold beside their sums.
inline constexpr int points_at_once = HWY_TARGET == HWY_AVX2 ? 4 : 8;

template <int N>
struct PointBundle {
    Bundle<N> x0, x1;
};

// First-layer weights of a row, and what it gives to the logits.
struct RowWeights {
    Vector W0, W1, shift, w2;
};

template <Terms T>
HWY_INLINE RowWeights row_weights(const Pass& pass, int row) {
    const float* unit = pass.unit(row);
    const Vector w2 = load(unit + 3 * lanes);
    if constexpr (T.batch_norm) {
        const float *normal = pass.normal(row), *norm = pass.norm(row);
        return {load(normal), load(normal + lanes), load(norm + lanes), w2};
    }
    return {load(unit), load(unit + lanes), load(unit + 2 * lanes), w2};
}

// Where a row's numbers lie.
struct RowPlace {
    int leaf, block, first_point;
    float* active;
    HWY_INLINE RowPlace ahead(int points) const {
        return {leaf, block, first_point + points, active + points * mask_floats};
    }
};

// Rules 1, 2: notes where a row is active for some points, adds w2 h to their partial sums.
template <Terms T, bool First, class Lanes, int N>
HWY_INLINE void add_row(const Pass& pass, const RowWeights& row, const RowPlace& place, const Bundle<N>& x0,
                        const Bundle<N>& x1, Bundle<N>& p) {
    if constexpr (N > 1) {
        add_row<T, First, Lanes>(pass, row, place, x0.low, x1.low, p.low);
        add_row<T, First, Lanes>(pass, row, place.ahead(N / 2), x0.high, x1.high, p.high);
    } else {
        const Floats d;
        const Vector a = hn::MulAdd(row.W1, x1.it, hn::MulAdd(row.W0, x0.it, row.shift));
        Mask active = hn::Gt(a, hn::Zero(d));
        if constexpr (T.dropout) {
            const IntVector byte =
                Lanes::byte_of(pass.notes.kept, place.leaf, place.block, place.first_point);
            active = hn::And(active, hn::RebindMask(d, hn::Gt(byte, pass.below_threshold)));
        }
        store_mask(active, place.active);
        const Vector h = hn::IfThenElseZero(active, a);
        p.it = First ? hn::Mul(row.w2, h) : hn::MulAdd(row.w2, h, p.it);
    }
}

// The partial sums of leaf `leaf` for points first ... first + N - 1 of the tile.
template <Terms T, class Lanes, int N>
HWY_INLINE Bundle<N> sum_leaf(const Pass& pass, int leaf, int first, const PointBundle<N>& x) {
    const int row = leaf * pass.nets.blocks;
    Bundle<N> p;
    add_row<T, true, Lanes>(pass, row_weights<T>(pass, row), {leaf, 0, first, pass.active(row, first)}, x.x0,
                            x.x1, p);
    for (int block = 1; block < pass.nets.blocks; ++block)
        add_row<T, false, Lanes>(pass, row_weights<T>(pass, row + block),
                                 {leaf, block, first, pass.active(row + block, first)}, x.x0, x.x1, p);
    return p;
}

// Two leaves whose units are 16 apart: the first fold.
template <Terms T, class Lanes, int N>
HWY_INLINE Bundle<N> sum_pair(const Pass& pass, int leaf, int first, const PointBundle<N>& x) {
    Bundle<N> p = sum_leaf<T, Lanes>(pass, leaf, first, x);
    add_to(p, sum_leaf<T, Lanes>(pass, leaf + 1, first, x));
    return p;
}

// Two such pairs 8 apart: the second fold.
template <Terms T, class Lanes, int N>
HWY_INLINE Bundle<N> sum_quad(const Pass& pass, int leaf, int first, const PointBundle<N>& x) {
    Bundle<N> p = sum_pair<T, Lanes>(pass, leaf, first, x);
    add_to(p, sum_pair<T, Lanes>(pass, leaf + 2, first, x));
    return p;
}

// Rule 5.
HWY_INLINE void update(const Pass& pass, int row, const Sums<1>& sums) {
    const Floats d;
    float* unit = pass.unit(row);
    const Vector w0 = load(unit), w1 = load(unit + lanes), b = load(unit + 2 * lanes),
                 w2 = load(unit + 3 * lanes);
    const Vector slope = hn::MulAdd(w0, sums.Q0, hn::MulAdd(w1, sums.Q1, hn::Mul(b, sums.A)));
    const Vector rate = hn::Mul(pass.eta, w2);
    hn::Store(hn::NegMulAdd(rate, sums.Q0, decayed(pass, w0)), d, unit);
    hn::Store(hn::NegMulAdd(rate, sums.Q1, decayed(pass, w1)), d, unit + lanes);
    hn::Store(hn::NegMulAdd(rate, sums.A, decayed(pass, b)), d, unit + 2 * lanes);
    hn::Store(hn::NegMulAdd(pass.eta, slope, decayed(pass, w2)), d, unit + 3 * lanes);
}

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
