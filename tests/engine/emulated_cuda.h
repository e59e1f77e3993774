#pragma once

#include "core/engine/fused/cuda_abi.h"

namespace reweigh::lab {

// A plug-in whose device is this machine: the arithmetic of the GPU by emulated warps. ENGINE.md 5.
const fused::CudaPlugin& emulated_cuda();

// False where this processor lacks what the emulation was compiled for.
bool can_emulate_cuda();

}  // namespace reweigh::lab
