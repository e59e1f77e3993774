#pragma once

#include "core/engine/fused/cuda_abi.h"
#include "core/engine/fused/warp_step.h"

#include <cuda_runtime.h>

// What runs on the device, and how it is started. All pointers are the device's.
namespace reweigh::fused {

// Some consecutive steps of all replicas: the points of each seed are shared.
struct DeviceSlice {
    const float* inputs = nullptr;
    const std::uint8_t* labels = nullptr;
    std::int32_t points = 0, batch_size = 1, steps_per_epoch = 1, tiles = 1;
    const std::uint64_t* seeds = nullptr;
    std::int32_t seed_count = 0;
    std::int64_t first_step = 0, first_epoch = 0;
    std::int32_t steps = 0, epochs = 0;
    int* orders = nullptr;                 // (seeds, epochs, points)
    WarpBatch* batches = nullptr;          // (seeds, steps)
    PointTile<float>* tiles_of = nullptr;  // (seeds, steps, tiles)
    PointTile<float>* centred = nullptr;   // the same, or null
};

// A replica in the order of its launch: which of the slice's seeds, and where its net lies.
struct DeviceReplica {
    std::int32_t seed = 0, place = 0;
    Rules rules;
};

struct DeviceNets {
    UnitBlock<float>* blocks = nullptr;  // (replicas, block_count)
    float* b2 = nullptr;
    LinearNet<float>* lines = nullptr;
    std::int32_t block_count = 0;
};

void start_orders(const DeviceSlice& slice, cudaStream_t stream);
void start_batches(const DeviceSlice& slice, cudaStream_t stream);
// `terms`: place in warp_terms.
void start_training(const DeviceSlice& slice, const DeviceReplica* replicas, int count, int terms,
                    const DeviceNets& nets, cudaStream_t stream);
void start_lines(const DeviceSlice& slice, const DeviceReplica* replicas, int count, const DeviceNets& nets,
                 cudaStream_t stream);

}  // namespace reweigh::fused
