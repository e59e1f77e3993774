#pragma once

#include "core/engine/net.h"
#include "core/engine/rules.h"

#include <cstddef>
#include <cstdint>

// What libreweigh_cuda.so exports: extern "C" functions of these names and types, plain values alone. Those
// that can fail give 0 and write a sentence of at most `size` bytes.
//   int reweigh_cuda_version();          // cuda_plugin_version
//   reweigh_cuda_open, reweigh_cuda_train, reweigh_cuda_close: CudaPlugin

namespace reweigh::fused {

// Counts up when anything below changes.
inline constexpr int cuda_plugin_version = 1;

// Blocks of 32 hidden units that there are kernels for: wider ones would not fit into registers. A narrower
// net is padded with units that stay zero.
inline constexpr int cuda_block_counts[] = {1, 2, 4};
inline constexpr std::int64_t most_cuda_steps =
    12'800;  // in one call: drawing on the same device stays smooth

// Points, labels and the shape of the nets; copied when opened. blocks 0: logistic regression.
struct CudaSetup {
    std::int32_t device = 0;
    const float* inputs = nullptr;         // (points, 2)
    const std::uint8_t* labels = nullptr;  // (points)
    std::int32_t points = 0, batch_size = 1, replicas = 0, blocks = 0;
};

struct CudaReplica {
    std::uint64_t seed = 1;
    Rules rules;
};

// Steps of `count` replicas; their nets come and go in `blocks` (count, blocks of the setup) and `b2`
// (count), or in `lines` (count).
struct CudaSlice {
    const CudaReplica* replicas = nullptr;
    UnitBlock<float>* blocks = nullptr;
    float* b2 = nullptr;
    LinearNet<float>* lines = nullptr;
    std::int32_t count = 0, steps = 0;
    std::int64_t first_step = 0;
};

struct CudaPlugin {
    void* (*open)(const CudaSetup* setup, char* sentence, std::size_t size) = nullptr;
    int (*train)(void* opened, const CudaSlice* slice, char* sentence, std::size_t size) = nullptr;
    void (*close)(void* opened) = nullptr;
};

}  // namespace reweigh::fused
