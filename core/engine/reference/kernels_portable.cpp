#include "core/engine/reference/kernel/kernel_set.h"

namespace reweigh::reference {

extern const KernelSet portable_kernels;
const KernelSet portable_kernels{"portable", kernels<float>, kernels<double>};

}  // namespace reweigh::reference
