// Included once for every target: vectors of eight points.
#if defined(REWEIGH_FUSED_EIGHT) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_EIGHT
#undef REWEIGH_FUSED_EIGHT
#else
#define REWEIGH_FUSED_EIGHT
#endif

#include "core/engine/fused/kernel/math.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

using Eights = hn::FixedTag<float, tile_points>;
using Eight = hn::Vec<Eights>;

// Eight partial sums of a vector: its own, or after a fold of sixteen.
HWY_INLINE Eight eight_of(Vector p) {
#if HWY_TARGET == HWY_AVX2
    return p;
#else
    return hn::Add(hn::LowerHalf(p), hn::UpperHalf(Eights(), p));
#endif
}

// Of a vector with the same number in all lanes.
HWY_INLINE Eight eight_same(Vector same) {
#if HWY_TARGET == HWY_AVX2
    return same;
#else
    return hn::LowerHalf(same);
#endif
}

// Rule 2, the folds of 4, 2, 1, for eight points at once: lane i is the sum of the partial sums p[i].
HWY_INLINE Eight fold_all(const Eight* p) {
    const Eights d;
    const hn::Repartition<double, Eights> pairs;
    Eight fours[4];  // of points i and i + 4, in the lower and the upper half
    for (int i = 0; i < 4; ++i)
        fours[i] = hn::Add(hn::ConcatLowerLower(d, p[i + 4], p[i]), hn::ConcatUpperUpper(d, p[i + 4], p[i]));
    Eight twos[2];  // of points i, i + 2, i + 4, i + 6
    for (int i = 0; i < 2; ++i) {
        const auto a = hn::BitCast(pairs, fours[i]), b = hn::BitCast(pairs, fours[i + 2]);
        twos[i] = hn::Add(hn::BitCast(d, hn::InterleaveLower(pairs, a, b)),
                          hn::BitCast(d, hn::InterleaveUpper(pairs, a, b)));
    }
    return hn::Add(hn::OddEven(hn::DupEven(twos[1]), twos[0]), hn::OddEven(twos[1], hn::DupOdd(twos[0])));
}

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
