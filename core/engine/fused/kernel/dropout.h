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

struct LongBlock {
    LongVector word[4];  // high halves are no part of the numbers
};

HWY_INLINE LongBlock philox_lanes(LongVector key_low, LongVector key_high, LongBlock counter) {
    const Longs d;
    const LongVector first = hn::Set(d, 0xD2511F53u), second = hn::Set(d, 0xCD9E8D57u);
    LongVector c0 = counter.word[0], c1 = counter.word[1], c2 = counter.word[2], c3 = counter.word[3];
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
        const LongVector a = product(first, c0), b = product(second, c2);
        c0 = hn::Xor(hn::Xor(hn::ShiftRight<32>(b), c1), key_low);
        c2 = hn::Xor(hn::Xor(hn::ShiftRight<32>(a), c3), key_high);
        c1 = b;
        c3 = a;
        key_low = hn::Add(key_low, hn::Set(d, 0x9E3779B9u));
        key_high = hn::Add(key_high, hn::Set(d, 0xBB67AE85u));
    }
    return {{c0, c1, c2, c3}};
}

HWY_INLINE IntVector join(LongVector even, LongVector odd) {
    const Ints d;
    return hn::OddEven(hn::BitCast(d, hn::ShiftLeft<32>(odd)), hn::BitCast(d, even));
}

// Writes the 16 bytes of `lanes` blocks as numbers: byte k of all of them to to[k * stride].
HWY_INLINE void store_bytes(const LongBlock& even, const LongBlock& odd, std::int32_t* first_unit,
                            std::int32_t* second_unit, int stride) {
    const Ints d;
    const IntVector low = hn::Set(d, 255);
    for (int k = 0; k < 4; ++k) {
        const IntVector word = join(even.word[k], odd.word[k]);
        std::int32_t* to = (k < 2 ? first_unit : second_unit) + k % 2 * 4 * stride;
        hn::Store(hn::And(word, low), d, to);
        hn::Store(hn::And(hn::ShiftRight<8>(word), low), d, to + stride);
        hn::Store(hn::And(hn::ShiftRight<16>(word), low), d, to + 2 * stride);
        hn::Store(hn::And(hn::ShiftRight<24>(word), low), d, to + 3 * stride);
    }
}

// Counter words of one step; the first is the block's number.
HWY_INLINE LongBlock counter_of(LongVector block, std::int64_t step) {
    const Longs d;
    const auto time = static_cast<std::uint64_t>(step);
    return {{block, hn::Set(d, time & 0xFFFFFFFFu), hn::Set(d, time >> 32),
             hn::Set(d, static_cast<std::uint64_t>(RandomPurpose::Dropout) << 24)}};
}

// kept: (blocks, 8, 32), of one seed. ENGINE.md 4, purpose 5.
HWY_INLINE void draw_shared(std::int32_t* kept, const Stretch& stretch, std::int64_t step, int tile,
                            int tiles, int blocks) {
    constexpr int block_size = tile_points * block_units;
    const Longs d;
    const LongVector key_low = hn::Set(d, stretch.run_seed & 0xFFFFFFFFu),
                     key_high = hn::Set(d, stretch.run_seed >> 32);
    const LongVector evens = hn::ShiftLeft<1>(hn::Iota(d, 0));
    for (int block = 0; block < blocks; block += 2)
        for (int unit = 0; unit < block_units; unit += lanes) {
            const int number = block_units * (tile + tiles * (block / 2)) + unit;
            const LongVector even = hn::Add(evens, hn::Set(d, static_cast<std::uint64_t>(number)));
            const LongVector odd = hn::Add(even, hn::Set(d, 1));
            std::int32_t* to = kept + block * block_size + unit;
            store_bytes(philox_lanes(key_low, key_high, counter_of(even, step)),
                        philox_lanes(key_low, key_high, counter_of(odd, step)), to, to + block_size,
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
    const LongVector even_key = hn::Load(d, seeds[0]), odd_key = hn::Load(d, seeds[1]);
    for (int block = 0; block < blocks; block += 2)
        for (int unit = 0; unit < block_units; ++unit) {
            const int number = block_units * (tile + tiles * (block / 2)) + unit;
            const LongBlock counter = counter_of(hn::Set(d, static_cast<std::uint64_t>(number)), step);
            std::int32_t* to = kept + block * block_size + unit * lanes;
            store_bytes(philox_lanes(even_key, hn::ShiftRight<32>(even_key), counter),
                        philox_lanes(odd_key, hn::ShiftRight<32>(odd_key), counter), to, to + block_size,
                        block_units * lanes);
        }
}

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
