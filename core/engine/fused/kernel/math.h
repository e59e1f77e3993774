// Included once for every target: ENGINE.md 4 in vectors.
#if defined(REWEIGH_FUSED_MATH) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_MATH
#undef REWEIGH_FUSED_MATH
#else
#define REWEIGH_FUSED_MATH
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::ScalableTag<float>;
using Ints = hn::ScalableTag<std::int32_t>;
using Vector = hn::Vec<Floats>;
using IntVector = hn::Vec<Ints>;
using Mask = hn::Mask<Floats>;
inline constexpr int lanes = HWY_LANES(float);
static_assert(lanes <= most_lanes);

HWY_INLINE Vector load(const float* from) { return hn::Load(Floats(), from); }
HWY_INLINE Vector all(float value) { return hn::Set(Floats(), value); }

// N vectors, a power of two, each in a register: halves of halves, because compilers keep arrays in memory.
template <int N>
struct Bundle {
    Bundle<N / 2> low, high;
};
template <>
struct Bundle<1> {
    Vector it;
};

template <int N>
HWY_INLINE void add_to(Bundle<N>& sum, const Bundle<N>& other) {
    if constexpr (N == 1) {
        sum.it = hn::Add(sum.it, other.it);
    } else {
        add_to(sum.low, other.low);
        add_to(sum.high, other.high);
    }
}

// Vectors that lie side by side in memory.
template <int N>
HWY_INLINE void store(const Bundle<N>& bundle, float* to) {
    if constexpr (N == 1) {
        hn::Store(bundle.it, Floats(), to);
    } else {
        store(bundle.low, to);
        store(bundle.high, to + N / 2 * lanes);
    }
}

// e^x of canonical.h, operation by operation.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exponential(D d, V x) {
    const hn::RebindToUnsigned<D> bits;
    const V to_nearest = hn::Set(d, 0x1.8p23f);  // adding it leaves the nearest integer in the low bits
    x = hn::Min(hn::Max(x, hn::Set(d, -87.0f)), hn::Set(d, 87.0f));
    const V shifted = hn::Add(hn::Mul(x, hn::Set(d, 1.44269504088896341f)), to_nearest);
    const V n = hn::Sub(shifted, to_nearest);
    V r = hn::NegMulAdd(n, hn::Set(d, 0.693359375f), x);
    r = hn::NegMulAdd(n, hn::Set(d, -2.12194440e-4f), r);
    V p = hn::Set(d, static_cast<float>(1.0 / 5040));
    p = hn::MulAdd(p, r, hn::Set(d, static_cast<float>(1.0 / 720)));
    p = hn::MulAdd(p, r, hn::Set(d, static_cast<float>(1.0 / 120)));
    p = hn::MulAdd(p, r, hn::Set(d, static_cast<float>(1.0 / 24)));
    p = hn::MulAdd(p, r, hn::Set(d, static_cast<float>(1.0 / 6)));
    p = hn::MulAdd(p, r, hn::Set(d, 0.5f));
    p = hn::MulAdd(p, hn::Mul(r, r), hn::Add(r, hn::Set(d, 1.0f)));
    const auto exponent = hn::ShiftLeft<23>(hn::BitCast(bits, shifted));
    return hn::BitCast(d, hn::Add(hn::BitCast(bits, p), exponent));
}

// Rule 3: the slope dL/dz of signed logit u.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V slope(D d, V omega, V u) {
    const V one = hn::Set(d, 1.0f);
    return hn::Mul(omega, hn::Div(one, hn::Add(one, exponential(d, u))));
}

// Whether the units of a row are active: a mask of 8 vectors (AVX2) or of 8 x 16 bits (AVX-512).
#if HWY_TARGET == HWY_AVX2
inline constexpr int mask_floats = lanes;
HWY_INLINE void store_mask(Mask mask, float* to) { hn::Store(hn::VecFromMask(Floats(), mask), Floats(), to); }
HWY_INLINE Mask load_mask(const float* from) { return hn::MaskFromVec(load(from)); }
#else
inline constexpr int mask_floats = 1;
HWY_INLINE void store_mask(Mask mask, float* to) {
    hn::StoreMaskBits(Floats(), mask, reinterpret_cast<std::uint8_t*>(to));
}
HWY_INLINE Mask load_mask(const float* from) {
    return hn::LoadMaskBits(Floats(), reinterpret_cast<const std::uint8_t*>(from));
}
#endif

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
