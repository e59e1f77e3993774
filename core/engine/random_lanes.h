#pragma once

#include "core/base/philox.h"

#include <cstdint>

// Many random blocks at once, in loops that compilers turn into vectors.
namespace reweigh {
namespace {  // every file that includes this has its own copy, compiled for its own processor

inline constexpr std::uint32_t random_lanes = 32;

struct RandomLanes {
    alignas(64) std::uint32_t word[4][random_lanes];
};

// Blocks first ... first + 31 of a stream, as RandomStream::block gives them one by one.
inline void draw(RandomLanes& random, const RandomStream& stream, std::uint32_t first) {
    const auto key_low = static_cast<std::uint32_t>(stream.key),
               key_high = static_cast<std::uint32_t>(stream.key >> 32);
    for (std::uint32_t l = 0; l < random_lanes; ++l) {
        std::uint32_t c0 = first + l, c1 = static_cast<std::uint32_t>(stream.time),
                      c2 = static_cast<std::uint32_t>(stream.time >> 32),
                      c3 = static_cast<std::uint32_t>(stream.purpose) << 24 | stream.stream;
#pragma GCC unroll 10
        for (std::uint32_t round = 0; round < 10; ++round) {
            const std::uint64_t a = std::uint64_t{0xD2511F53u} * c0, b = std::uint64_t{0xCD9E8D57u} * c2;
            c0 = static_cast<std::uint32_t>(b >> 32) ^ c1 ^ (key_low + round * 0x9E3779B9u);
            c2 = static_cast<std::uint32_t>(a >> 32) ^ c3 ^ (key_high + round * 0xBB67AE85u);
            c1 = static_cast<std::uint32_t>(b);
            c3 = static_cast<std::uint32_t>(a);
        }
        random.word[0][l] = c0;
        random.word[1][l] = c1;
        random.word[2][l] = c2;
        random.word[3][l] = c3;
    }
}

}  // namespace
}  // namespace reweigh
