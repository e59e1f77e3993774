#include "core/engine/permutation_draws.h"

#define HWY_DISABLED_TARGETS ~(HWY_AVX2 | HWY_AVX3)
#define HWY_BASELINE_TARGETS HWY_AVX2  // the least that this file compiles for, not what the program needs
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/engine/permutation_draws.cpp"
// clang-format off
#include <hwy/foreach_target.h>  // includes this file once for every target, then goes on
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace reweigh::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Words = hn::ScalableTag<std::uint32_t>;
using Products = hn::Repartition<std::uint64_t, Words>;
using Product = hn::Vec<Products>;

HWY_INLINE Product same(std::uint32_t word) { return hn::Set(Products(), word); }

// Of the lower words; the upper ones are not looked at.
HWY_INLINE Product times(Product a, Product b) {
    return hn::MulEven(hn::BitCast(Words(), a), hn::BitCast(Words(), b));
}

// Philox of a block in every lane, each of its words in the lower half of 64 bits.
struct Blocks {
    Product c0, c1, c2, c3;
};

HWY_INLINE Blocks blocks_of(const RandomStream& stream, std::uint32_t first) {
    Blocks b{hn::Add(hn::Iota(Products(), 0), same(first)), same(static_cast<std::uint32_t>(stream.time)),
             same(static_cast<std::uint32_t>(stream.time >> 32)),
             same(static_cast<std::uint32_t>(stream.purpose) << 24 | stream.stream)};
    auto key_low = static_cast<std::uint32_t>(stream.key),
         key_high = static_cast<std::uint32_t>(stream.key >> 32);
    for (int round = 0; round < 10; ++round) {
        const Product low = times(b.c0, same(0xD2511F53u)), high = times(b.c2, same(0xCD9E8D57u));
        b = {hn::Xor(hn::Xor(hn::ShiftRight<32>(high), b.c1), same(key_low)), high,
             hn::Xor(hn::Xor(hn::ShiftRight<32>(low), b.c3), same(key_high)), low};
        key_low += 0x9E3779B9u;
        key_high += 0xBB67AE85u;
    }
    return b;
}

void draw_places(std::uint32_t* draws, const RandomStream& stream, std::uint32_t first, std::uint32_t n) {
    const Products d;
    const hn::Rebind<std::uint32_t, Products> half;
    const auto lanes = static_cast<std::uint32_t>(hn::Lanes(d));
    for (std::uint32_t block = 0; block < draws_at_once / 4; block += lanes) {
        const Blocks words = blocks_of(stream, first / 4 + block);
        const Product below = hn::Sub(same(n - first - 4 * block), hn::ShiftLeft<2>(hn::Iota(d, 0)));
        const auto place = [&](Product word, std::uint32_t w) HWY_ATTR {
            return hn::TruncateTo(half, hn::ShiftRight<32>(times(word, hn::Sub(below, same(w)))));
        };
        hn::StoreInterleaved4(place(words.c0, 0), place(words.c1, 1), place(words.c2, 2), place(words.c3, 3),
                              half, draws + 4 * block);
    }
}

}  // namespace reweigh::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reweigh {
namespace {

void draw_places(std::uint32_t* draws, const RandomStream& stream, std::uint32_t first, std::uint32_t n) {
    for (std::uint32_t i = 0; i < draws_at_once; i += 4) {
        const PhiloxBlock words = stream.block((first + i) / 4);
        for (std::uint32_t w = 0; w < 4; ++w) draws[i + w] = to_integer_below(words[w], n - first - i - w);
    }
}

auto widest_draw_places() {
    if ((hwy::SupportedTargets() & HWY_AVX3) != 0) return N_AVX3::draw_places;
    if ((hwy::SupportedTargets() & HWY_AVX2) != 0) return N_AVX2::draw_places;
    return draw_places;
}

}  // namespace

void draw_permutation(std::uint32_t draws[draws_at_once], const RandomStream& stream, std::uint32_t first,
                      std::uint32_t n) {
    static const auto widest = widest_draw_places();
    widest(draws, stream, first, n);
}

}  // namespace reweigh
#endif
