#pragma once

#include <bit>
#include <cstdint>

// Elementary functions with bits of their own: IEEE operations only, so that every engine, compiler and
// machine agrees. ENGINE.md 4, rules 7 and 8. The double overloads serve the reference engine in double.
// Forced inline, because some files that include this are compiled for newer processors: no copy of a
// function may be shared between them and the rest.
#ifdef __CUDACC__
#define REWEIGH_INLINE __host__ __device__ __forceinline__
#else
#define REWEIGH_INLINE [[gnu::always_inline]] inline
#endif

namespace reweigh::canonical {

// a b + c with one rounding.
REWEIGH_INLINE float fma(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
REWEIGH_INLINE double fma(double a, double b, double c) { return __builtin_fma(a, b, c); }

REWEIGH_INLINE float sqrt(float x) { return __builtin_sqrtf(x); }
REWEIGH_INLINE double sqrt(double x) { return __builtin_sqrt(x); }

// e^x; x is clamped to [-87, 87], NaN to -87. At most 2 ulp off.
REWEIGH_INLINE float exp(float x) {
    constexpr float log2_e = 1.44269504088896341f;
    constexpr float to_nearest = 0x1.8p23f;  // adding it leaves the nearest integer in the low bits
    x = x > -87.0f ? x : -87.0f;
    x = x < 87.0f ? x : 87.0f;
    const float shifted = x * log2_e + to_nearest;
    const float n = shifted - to_nearest;
    float r = fma(-n, 0.693359375f, x);
    r = fma(-n, -2.12194440e-4f, r);
    float p = static_cast<float>(1.0 / 5040);
    p = fma(p, r, static_cast<float>(1.0 / 720));
    p = fma(p, r, static_cast<float>(1.0 / 120));
    p = fma(p, r, static_cast<float>(1.0 / 24));
    p = fma(p, r, static_cast<float>(1.0 / 6));
    p = fma(p, r, 0.5f);
    p = fma(p, r * r, r + 1.0f);
    const auto exponent = __builtin_bit_cast(std::uint32_t, shifted) << 23;
    return __builtin_bit_cast(float, __builtin_bit_cast(std::uint32_t, p) + exponent);
}
REWEIGH_INLINE double exp(double x) { return __builtin_exp(x); }

// ln(1 + t) for t in [0, 1]. At most 2.5 ulp off.
REWEIGH_INLINE float log1p(float t) {
    const float d = t / (2.0f + t), square = d * d;
    float p = static_cast<float>(1.0 / 15);
    p = fma(p, square, static_cast<float>(1.0 / 13));
    p = fma(p, square, static_cast<float>(1.0 / 11));
    p = fma(p, square, static_cast<float>(1.0 / 9));
    p = fma(p, square, static_cast<float>(1.0 / 7));
    p = fma(p, square, static_cast<float>(1.0 / 5));
    p = fma(p, square, static_cast<float>(1.0 / 3));
    return 2.0f * fma(p * square, d, d);
}
REWEIGH_INLINE double log1p(double t) { return __builtin_log1p(t); }

// The logistic loss ln(1 + e^-u) of signed logit u: z for a positive point, -z for a negative one.
template <class Scalar>
REWEIGH_INLINE Scalar loss(Scalar u) {
    const Scalar size = u < 0 ? -u : u;
    return (u < 0 ? -u : Scalar(0)) + log1p(exp(-size));
}

}  // namespace reweigh::canonical
