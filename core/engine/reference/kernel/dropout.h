#pragma once

#include "core/base/philox.h"
#include "core/engine/reference/kernels.h"

// Dropout masks of whole blocks: the numbers of core/engine/dropout_mask.h, 32 random blocks at once.
namespace reweigh::reference {
namespace {

struct RandomLanes {
    alignas(64) std::uint32_t word[4][block_units];
};

// Blocks first ... first + 31 of a stream, as philox() gives them one by one.
inline void draw(RandomLanes& random, std::uint64_t key, std::uint32_t first, std::uint64_t time) {
    const auto key_low = static_cast<std::uint32_t>(key), key_high = static_cast<std::uint32_t>(key >> 32);
    for (std::uint32_t l = 0; l < block_units; ++l) {
        std::uint32_t c0 = first + l, c1 = static_cast<std::uint32_t>(time),
                      c2 = static_cast<std::uint32_t>(time >> 32),
                      c3 = static_cast<std::uint32_t>(RandomPurpose::Dropout) << 24;
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

// Byte k of a block belongs to place k % 8 of its first unit (k < 8) or of the unit 32 further.
template <class Scalar>
void keep(BlockNotes<Scalar>& notes, const RandomLanes& random, int block, int threshold) {
    for (int i = 0; i < tile_points; ++i) {
        const int k = 8 * (block % 2) + i;
        const std::uint32_t* word = random.word[k / 4];
        for (int l = 0; l < block_units; ++l)
            notes.kept[i][l] = static_cast<int>(word[l] >> (8 * (k % 4)) & 255) >= threshold;
    }
}

// The mask of one tile. ENGINE.md 4, purpose 5; `step`: number of the step.
template <class Scalar>
void draw_mask(MlpView<Scalar> net, BlockNotes<Scalar>* notes, const Stretch& stretch, std::int64_t step,
               int tile, int threshold) {
    const int tiles = (stretch.batch_size + tile_points - 1) / tile_points;
    RandomLanes random;
    for (int block = 0; block < net.count; ++block) {
        if (block % 2 == 0)
            draw(random, stretch.run_seed,
                 static_cast<std::uint32_t>(block_units * (tile + tiles * (block / 2))),
                 static_cast<std::uint64_t>(step));
        keep(notes[block], random, block, threshold);
    }
}

}  // namespace
}  // namespace reweigh::reference
