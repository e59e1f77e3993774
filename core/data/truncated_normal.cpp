#include "core/data/truncated_normal.h"

#include "core/data/normal_quantile.h"
#include "core/data/points.h"

#include <cmath>
#include <numbers>

namespace reweigh {
namespace {

// Cosine and sine of an angle in degrees, exact at quarter turns.
Vec2 direction(double degrees) {
    int quarters = 0;
    const double rest = std::remquo(degrees, 90.0, &quarters) * std::numbers::pi / 180;
    Vec2 turned{std::cos(rest), std::sin(rest)};
    for (int k = 0; k < (quarters & 3); ++k) turned = {-turned.y, turned.x};
    return turned;
}

Vec2 rotated(Vec2 p, Vec2 by) { return {p.x * by.x - p.y * by.y, p.x * by.y + p.y * by.x}; }

}  // namespace

Dataset make_truncated_normal(const TruncatedNormalParams& params, std::uint64_t data_seed) {
    std::vector<LabelledPoint> points;
    const auto count = static_cast<std::size_t>(params.count);
    for (std::size_t i = 0; i < count; ++i) {
        const UniformPair uniform = uniform_pair(data_seed, i);
        const double p = params.centre +
                         params.spread * truncated_normal_quantile(params.cut / params.spread, uniform.first);
        const double q = params.spread * truncated_normal_quantile(2, uniform.second);
        points.push_back({.at = p * main_axis + q * cross_axis, .label = 1});
    }
    const Vec2 turn = direction(params.angle);
    for (std::size_t i = 0; i < count; ++i)
        points.push_back({.at = rotated(points[i].at, turn) + params.shift * main_axis, .label = 0});
    Dataset data = to_dataset(points);
    const bool standard = params == TruncatedNormalParams{.count = params.count};
    data.area_box = area_box({{-1.8, -1.8}, {1.8, 1.8}}, standard ? Shape::Standard : Shape::Changed, data);
    return data;
}

}  // namespace reweigh
