#include "core/data/moons.h"

#include "core/data/points.h"

#include <cmath>
#include <numbers>

namespace reweigh {

Dataset make_moons(const MoonsParams& params, std::uint64_t data_seed) {
    std::vector<LabelledPoint> points;
    for (const int label : {1, 0})
        for (int i = 0; i < params.count; ++i) {
            const double t = std::numbers::pi * i / (params.count - 1);
            const Vec2 place =
                label ? Vec2{1 - std::cos(t), 0.5 - std::sin(t)} : Vec2{std::cos(t), std::sin(t)};
            points.push_back(
                {.at = place + params.noise * normal_pair(data_seed, points.size()), .label = label});
        }
    Dataset data = to_dataset(points);
    const bool standard = params == MoonsParams{.count = params.count};
    data.area_box = area_box({{-1.5, -1.0}, {2.5, 1.5}}, standard ? Shape::Standard : Shape::Changed, data);
    return data;
}

}  // namespace reweigh
