#pragma once

#include <array>
#include <cstdint>

namespace reweigh {

// What a random stream is for: the top byte of the last counter word. ENGINE.md, section 4.
enum class RandomPurpose : std::uint32_t {
    Data = 1,
    Split = 2,
    InitialWeights = 3,
    Permutation = 4,
    Dropout = 5,
    Noise = 6,
    Bootstrap = 7,
    Augmentation = 8,
    Test = 255,
};

using PhiloxBlock = std::array<std::uint32_t, 4>;

// Philox4x32-10 of Salmon et al. (2011): ten rounds over a 128-bit counter with a 64-bit key.
constexpr PhiloxBlock philox(std::uint64_t key, PhiloxBlock counter) {
    auto key_low = static_cast<std::uint32_t>(key), key_high = static_cast<std::uint32_t>(key >> 32);
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t first = std::uint64_t{0xD2511F53u} * counter[0];
        const std::uint64_t second = std::uint64_t{0xCD9E8D57u} * counter[2];
        counter = {static_cast<std::uint32_t>(second >> 32) ^ counter[1] ^ key_low,
                   static_cast<std::uint32_t>(second),
                   static_cast<std::uint32_t>(first >> 32) ^ counter[3] ^ key_high,
                   static_cast<std::uint32_t>(first)};
        key_low += 0x9E3779B9u;
        key_high += 0xBB67AE85u;
    }
    return counter;
}

// One stream of random blocks, random access by block index. `time` is the epoch or step, 0 where there is
// none.
struct RandomStream {
    std::uint64_t key = 0;
    RandomPurpose purpose = RandomPurpose::Test;
    std::uint64_t time = 0;
    std::uint32_t stream = 0;

    constexpr PhiloxBlock block(std::uint32_t index) const {
        return philox(key, {index, static_cast<std::uint32_t>(time), static_cast<std::uint32_t>(time >> 32),
                            static_cast<std::uint32_t>(purpose) << 24 | stream});
    }
    // Word `element % 4` of block `element / 4`.
    constexpr std::uint32_t word(std::uint32_t element) const { return block(element / 4)[element % 4]; }
};

// Uniform in [0, 1) with 24 bits.
constexpr float to_uniform(std::uint32_t word) { return static_cast<float>(word >> 8) * 0x1p-24f; }

// Uniform in 0 ... n-1.
constexpr std::uint32_t to_integer_below(std::uint32_t word, std::uint32_t n) {
    return static_cast<std::uint32_t>((std::uint64_t{word} * n) >> 32);
}

}  // namespace reweigh
