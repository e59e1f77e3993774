#include "core/data/soudry.h"

#include "core/data/points.h"

#include <numbers>

namespace reweigh {

Dataset make_soudry(const SoudryParams& params, std::uint64_t data_seed) {
    std::vector<LabelledPoint> points;
    for (const int label : {1, 0}) {
        const double sign = label ? 1 : -1;
        points.push_back({.at = sign * Vec2{0.5, 1.5}, .label = label});
        points.push_back({.at = sign * Vec2{1.5, 0.5}, .label = label});
        for (int i = 2; i < params.count; ++i) {
            const UniformPair uniform = uniform_pair(data_seed, points.size());
            const double p = std::numbers::sqrt2 + 0.3 + 1.2 * uniform.first;
            const double q = 2.4 * uniform.second - 1.2;
            points.push_back({.at = sign * (p * main_axis + q * cross_axis), .label = label});
        }
    }
    Dataset data = to_dataset(points);
    data.area_box = {{-3.5, -3.5}, {3.5, 3.5}};
    return data;
}

}  // namespace reweigh
