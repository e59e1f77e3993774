#pragma once

#include "core/engine/fused/cuda_abi.h"

namespace reweigh::fused {

// Whether a device gives the bits of the reference engine over some steps of nets and lines, with every set
// of terms and a short last batch. Milliseconds. Throws Error when the device fails.
bool trains_exactly(const CudaPlugin& plugin, int device);

}  // namespace reweigh::fused
