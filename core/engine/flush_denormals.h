#pragma once

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace reweigh {

// While it lives, its thread computes with denormal numbers as zeros (operands and results): part of the
// numerics contract, ENGINE.md 3.
class FlushDenormals {
public:
#if defined(__SSE__)
    FlushDenormals() : before_(_mm_getcsr()) { _mm_setcsr(before_ | flush_to_zero | denormals_are_zero); }
    ~FlushDenormals() { _mm_setcsr(before_); }

private:
    static constexpr unsigned flush_to_zero = 0x8000, denormals_are_zero = 0x0040;
    unsigned before_;
#else
    FlushDenormals() = default;
#endif
public:
    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;
};

}  // namespace reweigh
