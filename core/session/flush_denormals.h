#pragma once

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace reweigh {

// While one lives, this thread takes denormal floats for zero, as the numerics contract asks (ENGINE.md 3).
class FlushDenormals {
public:
    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;
#if defined(__SSE2__)
    FlushDenormals() : former_(_mm_getcsr()) { _mm_setcsr(former_ | flush_to_zero | denormals_are_zero); }
    ~FlushDenormals() { _mm_setcsr(former_); }

private:
    static constexpr unsigned flush_to_zero = 0x8000, denormals_are_zero = 0x0040;
    unsigned former_;
#else
    FlushDenormals() = default;
#endif
};

}  // namespace reweigh
