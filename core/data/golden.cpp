#include "core/data/golden.h"

#include "core/base/philox.h"

namespace reweigh {

std::shared_ptr<const Dataset> golden_data(int points) {
    auto data = std::make_shared<Dataset>();
    for (int i = 0; i < points; ++i) {
        const float shift = i % 2 == 1 ? 0.25f : -0.25f;
        for (std::uint32_t k = 0; k < 2; ++k) {
            const RandomStream stream{1, RandomPurpose::Data, 0, k};
            data->inputs.push_back(2 * to_uniform(stream.word(static_cast<std::uint32_t>(i))) - 1 + shift);
        }
        data->labels.push_back(static_cast<std::uint8_t>(i % 2));
    }
    return data;
}

}  // namespace reweigh
