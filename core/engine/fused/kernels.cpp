#include "core/engine/fused/kernels.h"

#include <vector>

// One copy of kernel/ for AVX2 and one for AVX-512. Without FMA hardware a fused multiply-add would round
// twice.
#define HWY_DISABLED_TARGETS ~(HWY_AVX2 | HWY_AVX3)
#define HWY_BASELINE_TARGETS HWY_AVX2  // the least that this file compiles for, not what the program needs
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/engine/fused/kernels.cpp"
// clang-format off
#include <hwy/foreach_target.h>  // includes this file once for every target, then goes on
#include "core/engine/fused/kernel/kernel_set.h"
// clang-format on

#if HWY_ONCE
namespace reweigh::fused {
namespace {

std::vector<Kernels> find_supported() {
    std::vector<Kernels> found;
    if ((hwy::SupportedTargets() & HWY_AVX3) != 0) found.push_back(N_AVX3::kernel_set);
    if ((hwy::SupportedTargets() & HWY_AVX2) != 0) found.push_back(N_AVX2::kernel_set);
    return found;
}

}  // namespace

std::span<const Kernels> supported_kernels() {
    static const std::vector<Kernels> found = find_supported();
    return found;
}

}  // namespace reweigh::fused
#endif
