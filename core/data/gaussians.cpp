#include "core/data/gaussians.h"

#include "core/data/points.h"

namespace reweigh {

Dataset make_gaussians(const GaussiansParams& params, std::uint64_t data_seed) {
    std::vector<LabelledPoint> points;
    for (const int label : {1, 0})
        for (int i = 0; i < params.count; ++i) {
            const Vec2 mean = (label ? params.centre : -params.centre) * main_axis;
            points.push_back(
                {.at = mean + params.spread * normal_pair(data_seed, points.size()), .label = label});
        }
    Dataset data = to_dataset(points);
    const bool standard = params == GaussiansParams{.count = params.count};
    data.area_box = area_box({{-2.5, -2.5}, {2.5, 2.5}}, standard ? Shape::Standard : Shape::Changed, data);
    return data;
}

}  // namespace reweigh
