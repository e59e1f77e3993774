#pragma once

#include "core/base/philox.h"
#include "core/engine/fused/warp_step.h"

// The policy of warp_step.h on a device: a number is the lane's own. Compiled with -fmad=false -ftz=true, so
// that operators round as they do on the processor.
namespace reweigh::fused {

struct DeviceWarp {
    using F = float;
    using Bool = bool;
    using Words = PhiloxBlock;

    static constexpr unsigned everyone = 0xffffffffu;
    static __device__ int lane() { return static_cast<int>(threadIdx.x) & 31; }

    static __device__ F load(const float* values) { return values[lane()]; }
    static __device__ void store(float* values, F x) { values[lane()] = x; }
    static __device__ void store_one(float* value, F x) {
        if (lane() == 0) *value = x;
    }
    static __device__ F spread(const float* eight) { return eight[lane() >> 2]; }
    static __device__ F select(Bool k, F a, F b) { return k ? a : b; }
    static __device__ Bool positive(F x) { return x > 0; }
    static __device__ Bool both(Bool j, Bool k) { return j && k; }
    static __device__ Bool below(int points) { return lane() >> 2 < points; }
    static __device__ Bool has_bit(int mask) { return (lane() & mask) != 0; }
    static __device__ F shuffle_xor(F x, int mask) { return __shfl_xor_sync(everyone, x, mask); }
    static __device__ F broadcast(F x, int from) { return __shfl_sync(everyone, x, from); }
    static __device__ Words random(const RandomStream& stream, std::uint32_t first) {
        return stream.block(first + static_cast<std::uint32_t>(lane()));
    }
    static __device__ Bool kept(const Words& words, int byte, int threshold) {
        return static_cast<int>(words[byte / 4] >> (8 * (byte % 4)) & 255) >= threshold;
    }
};

}  // namespace reweigh::fused
