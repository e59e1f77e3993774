#pragma once

#include "core/engine/random_lanes.h"
#include "core/engine/reference/kernels.h"

// Dropout masks of whole blocks: the numbers of core/engine/dropout_mask.h, 32 random blocks at once.
namespace reweigh::reference {
namespace {

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
    const RandomStream stream{stretch.run_seed, RandomPurpose::Dropout, static_cast<std::uint64_t>(step), 0};
    RandomLanes random;
    for (int block = 0; block < net.count; ++block) {
        if (block % 2 == 0)
            draw(random, stream, static_cast<std::uint32_t>(block_units * (tile + tiles * (block / 2))));
        keep(notes[block], random, block, threshold);
    }
}

}  // namespace
}  // namespace reweigh::reference
