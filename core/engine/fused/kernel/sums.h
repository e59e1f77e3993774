// Included once for every target: the sums of ENGINE.md 4, rule 4.
#if defined(REWEIGH_FUSED_SUMS) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_SUMS
#undef REWEIGH_FUSED_SUMS
#else
#define REWEIGH_FUSED_SUMS
#endif

#include "core/engine/fused/kernel/math.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

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

// sum + term where active; a sum that began with +0 is the same after adding +0.
HWY_INLINE Vector add_where(Mask active, Vector sum, Vector term) {
#if HWY_TARGET == HWY_AVX2
    return hn::Add(sum, hn::IfThenElseZero(active, term));
#else
    return hn::IfThenElse(active, hn::Add(sum, term), sum);  // one instruction
#endif
}

// Rule 4 for one point: adds its slope where the rows are active.
template <int N>
HWY_INLINE void add_active(Sums<N>& sums, const float* active, Vector G, Vector G0, Vector G1) {
    if constexpr (N == 1) {
        const Mask mask = load_mask(active);
        sums.A = add_where(mask, sums.A, G);
        sums.Q0 = add_where(mask, sums.Q0, G0);
        sums.Q1 = add_where(mask, sums.Q1, G1);
    } else {
        add_active(sums.low, active, G, G0, G1);
        add_active(sums.high, active + N / 2 * tile_points * mask_floats, G, G0, G1);
    }
}

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
