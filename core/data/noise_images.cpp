#include "core/data/noise_images.h"

#include "core/base/philox.h"
#include "core/data/normal_quantile.h"

namespace reweigh {

std::vector<float> make_noise_images(std::uint64_t data_seed, std::int64_t count, const ImageShape& shape,
                                     NoiseLaw law) {
    const RandomStream words{.key = data_seed, .purpose = RandomPurpose::Noise};
    std::vector<float> values(static_cast<std::size_t>(count * shape.size()));
    for (std::size_t i = 0; i < values.size(); i += 4) {
        const PhiloxBlock block = words.block(static_cast<std::uint32_t>(i / 4));
        for (std::size_t lane = 0; lane < 4 && i + lane < values.size(); ++lane)
            values[i + lane] =
                law == NoiseLaw::Uniform
                    ? to_uniform(block[lane])
                    : static_cast<float>(normal_quantile((static_cast<double>(block[lane]) + 0.5) * 0x1p-32));
    }
    return values;
}

}  // namespace reweigh
