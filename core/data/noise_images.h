#pragma once

#include "core/data/images.h"

#include <cstdint>
#include <vector>

namespace reweigh {

// The random pictures that classifiers are asked about, as floats (n, channels, height, width): `Uniform` in
// [0, 1) per pixel and channel, still to be normalised as pictures are; `Normal` N(0, 1), to be used as it
// is. Element i is word i of the stream Noise of `data_seed`. SCIENCE.md 0.1, random images; ENGINE.md 4.
enum class NoiseLaw { Uniform, Normal };
std::vector<float> make_noise_images(std::uint64_t data_seed, std::int64_t count, const ImageShape& shape,
                                     NoiseLaw law = NoiseLaw::Uniform);

}  // namespace reweigh
