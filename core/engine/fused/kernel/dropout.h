// Included once for every target: the random bytes of core/engine/dropout_mask.h, many blocks at once.
#if defined(REWEIGH_FUSED_DROPOUT) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_DROPOUT
#undef REWEIGH_FUSED_DROPOUT
#else
#define REWEIGH_FUSED_DROPOUT
#endif

#include "core/base/philox.h"
#include "core/engine/fused/kernel/math.h"
#include "core/engine/net.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

// Philox works on the low halves of 64-bit lanes, so that products need no shuffles: one vector for the even
// lanes, one for the odd ones.
using Longs = hn::ScalableTag<std::uint64_t>;
using LongVector = hn::Vec<Longs>;

HWY_INLINE LongVector product(LongVector a, LongVector b) {
    const hn::Repartition<std::uint32_t, Longs> words;
    return hn::MulEven(hn::BitCast(words, a), hn::BitCast(words, b));
}

// Four words of as many blocks as there are lanes; high halves are no part of the numbers. Named, because
// compilers keep arrays in memory.
struct LongBlock {
    LongVector a, b, c, d;
};

HWY_INLINE void philox_lanes(LongVector key_low, LongVector key_high, LongBlock& block) {
    const Longs d;
    const LongVector first = hn::Set(d, 0xD2511F53u), second = hn::Set(d, 0xCD9E8D57u);
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
        const LongVector by_first = product(first, block.a), by_second = product(second, block.c);
        block.a = hn::Xor(hn::Xor(hn::ShiftRight<32>(by_second), block.b), key_low);
        block.c = hn::Xor(hn::Xor(hn::ShiftRight<32>(by_first), block.d), key_high);
        block.b = by_second;
        block.d = by_first;
        key_low = hn::Add(key_low, hn::Set(d, 0x9E3779B9u));
        key_high = hn::Add(key_high, hn::Set(d, 0xBB67AE85u));
    }
}

// Blocks `even` and `odd` of a step; writes the 8 bytes of each of their two units as numbers, `stride`
// apart.
struct BlockPair {
    LongVector even, odd;
};

HWY_INLINE void store_word(LongVector even, LongVector odd, std::int32_t* to, int stride) {
    const Ints d;
    const IntVector low = hn::Set(d, 255);
    const IntVector word = hn::OddEven(hn::BitCast(d, hn::ShiftLeft<32>(odd)), hn::BitCast(d, even));
    hn::Store(hn::And(word, low), d, to);
    hn::Store(hn::And(hn::ShiftRight<8>(word), low), d, to + stride);
    hn::Store(hn::And(hn::ShiftRight<16>(word), low), d, to + 2 * stride);
    hn::Store(hn::And(hn::ShiftRight<24>(word), low), d, to + 3 * stride);
}

HWY_INLINE void draw_pair(const BlockPair& number, const BlockPair& key, std::int64_t step,
                          std::int32_t* first_unit, std::int32_t* second_unit, int stride) {
    const Longs d;
    const auto time = static_cast<std::uint64_t>(step);
    const LongVector time_low = hn::Set(d, time & 0xFFFFFFFFu), time_high = hn::Set(d, time >> 32),
                     purpose = hn::Set(d, static_cast<std::uint64_t>(RandomPurpose::Dropout) << 24);
    LongBlock even{number.even, time_low, time_high, purpose}, odd{number.odd, time_low, time_high, purpose};
    philox_lanes(key.even, hn::ShiftRight<32>(key.even), even);
    philox_lanes(key.odd, hn::ShiftRight<32>(key.odd), odd);
    store_word(even.a, odd.a, first_unit, stride);
    store_word(even.b, odd.b, first_unit + 4 * stride, stride);
    store_word(even.c, odd.c, second_unit, stride);
    store_word(even.d, odd.d, second_unit + 4 * stride, stride);
}

// kept: (blocks, 8, 32), of one seed. ENGINE.md 4, purpose 5.
HWY_INLINE void draw_shared(std::int32_t* kept, const Stretch& stretch, std::int64_t step, int tile,
                            int tiles, int blocks) {
    constexpr int block_size = tile_points * block_units;
    const Longs d;
    const LongVector key = hn::Set(d, stretch.run_seed), evens = hn::ShiftLeft<1>(hn::Iota(d, 0));
    for (int block = 0; block < blocks; block += 2)
        for (int unit = 0; unit < block_units; unit += lanes) {
            const int number = block_units * (tile + tiles * (block / 2)) + unit;
            const LongVector even = hn::Add(evens, hn::Set(d, static_cast<std::uint64_t>(number)));
            std::int32_t* to = kept + block * block_size + unit;
            draw_pair({even, hn::Add(even, hn::Set(d, 1))}, {key, key}, step, to, to + block_size,
                      block_units);
        }
}

// kept: (blocks, 8, 32, lanes), every lane of its own seed.
HWY_INLINE void draw_gathered(std::int32_t* kept, const Stretch* stretches, std::int64_t step, int tile,
                              int tiles, int blocks) {
    constexpr int block_size = tile_points * block_units * lanes;
    const Longs d;
    alignas(64) std::uint64_t seeds[2][lanes / 2];  // of the even lanes, of the odd ones
    for (int lane = 0; lane < lanes; ++lane) seeds[lane % 2][lane / 2] = stretches[lane].run_seed;
    const BlockPair key{hn::Load(d, seeds[0]), hn::Load(d, seeds[1])};
    for (int block = 0; block < blocks; block += 2)
        for (int unit = 0; unit < block_units; ++unit) {
            const LongVector number =
                hn::Set(d, static_cast<std::uint64_t>(block_units * (tile + tiles * (block / 2)) + unit));
            std::int32_t* to = kept + block * block_size + unit * lanes;
            draw_pair({number, number}, key, step, to, to + block_size, block_units * lanes);
        }
}

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
