#include "core/engine/reference/kernels.h"

#include <vector>

namespace reweigh::reference {

extern const KernelSet portable_kernels;
#if defined(__x86_64__)
extern const KernelSet avx2_kernels;
#endif

namespace {

std::vector<KernelSet> find_supported() {
    std::vector<KernelSet> found;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) found.push_back(avx2_kernels);
#endif
    found.push_back(portable_kernels);
    return found;
}

}  // namespace

std::span<const KernelSet> supported_kernels() {
    static const std::vector<KernelSet> found = find_supported();
    return found;
}

}  // namespace reweigh::reference
