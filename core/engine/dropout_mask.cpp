#include "core/engine/dropout_mask.h"

#include "core/base/philox.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

constexpr int points_a_block = 8;  // of two units, 32 apart: 16 bytes

std::uint32_t block_index(int place, int unit, int batch_size) {
    const int tiles = (batch_size + points_a_block - 1) / points_a_block;
    return static_cast<std::uint32_t>(unit % 32 + 32 * (place / points_a_block + tiles * (unit / 64)));
}

std::uint8_t byte_of(const PhiloxBlock& block, int place, int unit) {
    const int k = 8 * (unit / 32 % 2) + place % points_a_block;
    return static_cast<std::uint8_t>(block[static_cast<std::size_t>(k / 4)] >> (8 * (k % 4)));
}

RandomStream stream_of(const DropoutBytes& bytes) {
    return {bytes.run_seed, RandomPurpose::Dropout, static_cast<std::uint64_t>(bytes.step), bytes.layer};
}

}  // namespace

DropoutRule dropout_rule(double rate) {
    const int threshold = static_cast<int>(std::lround(256 * rate));
    return {threshold, static_cast<float>(256.0 / (256 - threshold))};
}

std::uint8_t DropoutBytes::at(int place, int unit) const {
    return byte_of(stream_of(*this).block(block_index(place, unit, batch_size)), place, unit);
}

std::vector<std::uint8_t> keep_mask(const DropoutBytes& bytes, int points, int hidden, int threshold) {
    const RandomStream stream = stream_of(bytes);
    std::vector<std::uint8_t> kept(static_cast<std::size_t>(points) * static_cast<std::size_t>(hidden));
    for (int unit = 0; unit < hidden; ++unit)
        for (int tile = 0; tile < points; tile += points_a_block) {
            const PhiloxBlock block = stream.block(block_index(tile, unit, bytes.batch_size));
            for (int place = tile; place < std::min(tile + points_a_block, points); ++place)
                kept[static_cast<std::size_t>(place) * static_cast<std::size_t>(hidden) +
                     static_cast<std::size_t>(unit)] = byte_of(block, place, unit) >= threshold;
        }
    return kept;
}

}  // namespace reweigh
