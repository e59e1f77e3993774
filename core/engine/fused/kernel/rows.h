// Included once for every target: the passes of one step over the rows of a net. ENGINE.md 3 (algebra) and 4
// (canonical operations), whose letters these are.
#if defined(REWEIGH_FUSED_ROWS) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_ROWS
#undef REWEIGH_FUSED_ROWS
#else
#define REWEIGH_FUSED_ROWS
#endif

#include "core/engine/fused/kernel/dropout.h"
#include "core/engine/fused/kernel/math.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

// What a pass needs: nets and notes of one group, live parameters as vectors.
struct Pass {
    LaneNets nets;
    LaneNotes notes;
    Vector eta, decay, dropout_scale;
    IntVector below_threshold;  // dropout keeps where the random byte is above
    int rows = 0;

    HWY_INLINE float* unit(int row) const { return nets.units + row * 4 * lanes; }
    HWY_INLINE float* norm(int row) const { return nets.norms + row * 4 * lanes; }
    HWY_INLINE float* normal(int row) const { return notes.normal + row * 5 * lanes; }
    HWY_INLINE float* sums(int row) const { return notes.sums + row * 3 * lanes; }
    HWY_INLINE float* active(int row, int point) const {
        return notes.active + (row * tile_points + point) * mask_floats;
    }
};

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

// A, Q0, Q1 of N rows that follow each other.
template <int N>
struct Sums {
    Sums<N / 2> low, high;
};
template <>
struct Sums<1> {
    Vector A, Q0, Q1;
};

template <int N>
HWY_INLINE Sums<N> no_sums() {
    if constexpr (N == 1)
        return {all(0), all(0), all(0)};
    else
        return {no_sums<N / 2>(), no_sums<N / 2>()};
}
template <int N>
HWY_INLINE Sums<N> load_sums(const float* from) {
    if constexpr (N == 1)
        return {load(from), load(from + lanes), load(from + 2 * lanes)};
    else
        return {load_sums<N / 2>(from), load_sums<N / 2>(from + N / 2 * 3 * lanes)};
}
template <int N>
HWY_INLINE void store_sums(const Sums<N>& sums, float* to) {
    if constexpr (N == 1) {
        hn::Store(sums.A, Floats(), to);
        hn::Store(sums.Q0, Floats(), to + lanes);
        hn::Store(sums.Q1, Floats(), to + 2 * lanes);
    } else {
        store_sums(sums.low, to);
        store_sums(sums.high, to + N / 2 * 3 * lanes);
    }
}

// Rule 4 for one point: adds its slope where the rows are active.
template <int N>
HWY_INLINE void add_active(Sums<N>& sums, const float* active, Vector G, Vector G0, Vector G1) {
    if constexpr (N == 1) {
        const Mask mask = load_mask(active);
        sums.A = hn::Add(sums.A, hn::IfThenElseZero(mask, G));
        sums.Q0 = hn::Add(sums.Q0, hn::IfThenElseZero(mask, G0));
        sums.Q1 = hn::Add(sums.Q1, hn::IfThenElseZero(mask, G1));
    } else {
        add_active(sums.low, active, G, G0, G1);
        add_active(sums.high, active + N / 2 * tile_points * mask_floats, G, G0, G1);
    }
}

HWY_INLINE Vector decayed(const Pass& pass, Vector value) { return hn::Mul(value, pass.decay); }

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
