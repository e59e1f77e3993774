#pragma once

#include "core/config/param.h"

#include <array>

namespace reweigh {

// How a GPU multiplies what lies in float32. The processor always trains in fp32. ENGINE.md 6.
enum class Precision {
    Auto,  // tf32
    Tf32,  // products of 10 bits, sums of 23
    Fp32,  // all 23 bits, algorithms that give the same bits again
    Bf16,  // layers in bfloat16, weights in float32
};
template <>
inline constexpr auto names_of<Precision> = std::array{
    Name{Precision::Auto, "auto", "auto"},
    Name{Precision::Tf32, "tf32", "TF32"},
    Name{Precision::Fp32, "fp32", "FP32"},
    Name{Precision::Bf16, "bf16", "BF16"},
};

}  // namespace reweigh
