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

struct FirstLayer {
    Vector W0, W1, shift;
};

template <Terms T>
HWY_INLINE FirstLayer first_layer(const Pass& pass, int row) {
    if constexpr (T.batch_norm) {
        const float *normal = pass.normal(row), *norm = pass.norm(row);
        return {load(normal), load(normal + lanes), load(norm + lanes)};
    }
    const float* unit = pass.unit(row);
    return {load(unit), load(unit + lanes), load(unit + 2 * lanes)};
}

// Rules 1, 2: notes where a row is active for some points, adds w2 h to their partial sums.
template <Terms T, bool First, class Lanes>
HWY_INLINE void add_row(const Pass& pass, int leaf, int block, int first_point, const Vector* x0,
                        const Vector* x1, Vector* p) {
    const Floats d;
    const int row = leaf * pass.nets.blocks + block;
    const FirstLayer layer = first_layer<T>(pass, row);
    const Vector w2 = load(pass.unit(row) + 3 * lanes);
#pragma GCC unroll 8
    for (int i = 0; i < points_at_once; ++i) {
        const Vector a = hn::MulAdd(layer.W1, x1[i], hn::MulAdd(layer.W0, x0[i], layer.shift));
        Mask active = hn::Gt(a, hn::Zero(d));
        if constexpr (T.dropout) {
            const IntVector byte = Lanes::byte_of(pass.notes.kept, leaf, block, first_point + i);
            active = hn::And(active, hn::RebindMask(d, hn::Gt(byte, pass.below_threshold)));
        }
        store_mask(active, pass.active(row, first_point + i));
        const Vector h = hn::IfThenElseZero(active, a);
        p[i] = First ? hn::Mul(w2, h) : hn::MulAdd(w2, h, p[i]);
    }
}

// The partial sums of one leaf: a vector of them for every point.
template <Terms T, class Lanes>
HWY_INLINE void sum_leaf(const Pass& pass, int leaf, int first_point, const Vector* x0, const Vector* x1,
                         Vector* p) {
    add_row<T, true, Lanes>(pass, leaf, 0, first_point, x0, x1, p);
    for (int block = 1; block < pass.nets.blocks; ++block)
        add_row<T, false, Lanes>(pass, leaf, block, first_point, x0, x1, p);
}

HWY_INLINE void add_to(Vector* sum, const Vector* other) {
#pragma GCC unroll 8
    for (int i = 0; i < points_at_once; ++i) sum[i] = hn::Add(sum[i], other[i]);
}

// Two leaves whose units are 16 apart: the first fold.
template <Terms T, class Lanes>
HWY_INLINE void sum_pair(const Pass& pass, int leaf, int first_point, const Vector* x0, const Vector* x1,
                         Vector* p) {
    Vector other[points_at_once];
    sum_leaf<T, Lanes>(pass, leaf, first_point, x0, x1, p);
    sum_leaf<T, Lanes>(pass, leaf + 1, first_point, x0, x1, other);
    add_to(p, other);
}

// Two such pairs 8 apart: the second fold.
template <Terms T, class Lanes>
HWY_INLINE void sum_quad(const Pass& pass, int leaf, int first_point, const Vector* x0, const Vector* x1,
                         Vector* p) {
    Vector other[points_at_once];
    sum_pair<T, Lanes>(pass, leaf, first_point, x0, x1, p);
    sum_pair<T, Lanes>(pass, leaf + 2, first_point, x0, x1, other);
    add_to(p, other);
}

// Rule 4: where the rows are active, adds the slopes of a tile to A, Q0, Q1, serially over the points.
struct Sums {
    Vector A, Q0, Q1;
};

HWY_INLINE void add_active(Sums& sums, Mask active, Vector G, Vector G0, Vector G1) {
    sums.A = hn::Add(sums.A, hn::IfThenElseZero(active, G));
    sums.Q0 = hn::Add(sums.Q0, hn::IfThenElseZero(active, G0));
    sums.Q1 = hn::Add(sums.Q1, hn::IfThenElseZero(active, G1));
}

HWY_INLINE Sums no_sums() { return {all(0), all(0), all(0)}; }
HWY_INLINE Sums load_sums(const float* from) {
    return {load(from), load(from + lanes), load(from + 2 * lanes)};
}
HWY_INLINE void store_sums(const Sums& sums, float* to) {
    const Floats d;
    hn::Store(sums.A, d, to);
    hn::Store(sums.Q0, d, to + lanes);
    hn::Store(sums.Q1, d, to + 2 * lanes);
}

template <Terms T>
HWY_INLINE Vector decayed(const Pass& pass, Vector value) {
    return T.decay ? hn::Mul(value, pass.decay) : value;
}

// Rule 5.
template <Terms T>
HWY_INLINE void update(const Pass& pass, int row, const Sums& sums) {
    const Floats d;
    float* unit = pass.unit(row);
    const Vector w0 = load(unit), w1 = load(unit + lanes), b = load(unit + 2 * lanes),
                 w2 = load(unit + 3 * lanes);
    const Vector slope = hn::MulAdd(w0, sums.Q0, hn::MulAdd(w1, sums.Q1, hn::Mul(b, sums.A)));
    const Vector rate = hn::Mul(pass.eta, w2);
    hn::Store(hn::NegMulAdd(rate, sums.Q0, decayed<T>(pass, w0)), d, unit);
    hn::Store(hn::NegMulAdd(rate, sums.Q1, decayed<T>(pass, w1)), d, unit + lanes);
    hn::Store(hn::NegMulAdd(rate, sums.A, decayed<T>(pass, b)), d, unit + 2 * lanes);
    hn::Store(hn::NegMulAdd(pass.eta, slope, decayed<T>(pass, w2)), d, unit + 3 * lanes);
}

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
