#include "core/engine/reference/kernel/kernel_set.h"

// Compiled with -mavx2 -mfma where the target is x86-64.
namespace reweigh::reference {

extern const KernelSet avx2_kernels;
const KernelSet avx2_kernels{"avx2", kernels<float>, kernels<double>};

}  // namespace reweigh::reference
