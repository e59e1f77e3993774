#include "app/panels/hover.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

double distance_to_segment(Vec2 at, Vec2 from, Vec2 to) {
    const Vec2 along = to - from;
    const double square = dot(along, along);
    const double share = square > 0 ? std::clamp(dot(at - from, along) / square, 0.0, 1.0) : 0.0;
    return length(at - (from + share * along));
}

std::optional<HoverReading::Point> nearest_point(Vec2 at, const Dataset& data) {
    if (data.size() == 0) return std::nullopt;
    double least = std::numeric_limits<double>::infinity();
    std::int64_t nearest = 0;
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const Vec2 gap = data.point(i) - at;
        if (dot(gap, gap) >= least) continue;
        least = dot(gap, gap);
        nearest = i;
    }
    return HoverReading::Point{static_cast<int>(nearest), data.labels[static_cast<std::size_t>(nearest)] == 1,
                               1, std::nullopt};
}

double logistic_loss(double margin) {
    return margin > 0 ? std::log1p(std::exp(-margin)) : -margin + std::log1p(std::exp(margin));
}

}  // namespace

std::optional<double> interpolate(const Grid<float>& grid, Vec2 at) {
    if (!grid.world.contains(at) || grid.width < 2 || grid.height < 2) return std::nullopt;
    const double column =
        std::clamp((at.x - grid.world.min.x) / grid.world.width() * grid.width - 0.5, 0.0, grid.width - 1.0);
    const double row = std::clamp((at.y - grid.world.min.y) / grid.world.height() * grid.height - 0.5, 0.0,
                                  grid.height - 1.0);
    const int left = std::min(static_cast<int>(column), grid.width - 2);
    const int low = std::min(static_cast<int>(row), grid.height - 2);
    const double across = column - left, up = row - low;
    const double below = (1 - across) * grid.at(left, low) + across * grid.at(left + 1, low);
    const double above = (1 - across) * grid.at(left, low + 1) + across * grid.at(left + 1, low + 1);
    return (1 - up) * below + up * above;
}

std::optional<double> distance_to_edge(const Grid<float>& logits, const Edge& edge, Vec2 at) {
    double least = std::numeric_limits<double>::infinity();
    for (const std::vector<Vec2>& path : edge)
        for (std::size_t i = 1; i < path.size(); ++i)
            least = std::min(least, distance_to_segment(at, path[i - 1], path[i]));
    const auto here = interpolate(logits, at);
    if (!std::isfinite(least) || !here) return std::nullopt;
    return *here > 0 ? least : -least;
}

double probability(double logit) { return 1 / (1 + std::exp(-logit)); }

HoverReading read_at(Vec2 at, const Snapshot& snapshot, int replica, const Grid<float>* logits,
                     const Edge& edge) {
    HoverReading reading;
    reading.at = at;
    const Scene& scene = *snapshot.scene;
    if (logits) {
        reading.logit = interpolate(*logits, at);
        reading.to_edge = distance_to_edge(*logits, edge, at);
    }
    if (scene.separator) reading.to_separator = scene.separator->line.signed_distance(at);
    reading.nearest = nearest_point(at, *scene.data);
    if (!reading.nearest) return reading;

    HoverReading::Point& point = *reading.nearest;
    const Replica& trained = scene.setup.replicas[static_cast<std::size_t>(replica)];
    const ClassWeights weights = weighing_of(trained, snapshot.live).loss;
    const auto index = static_cast<std::size_t>(point.index);
    const double own = scene.data->weights.empty() ? 1.0 : static_cast<double>(scene.data->weights[index]);
    point.weight = own * (point.positive ? weights.positive : weights.negative);
    if (const auto logit = logits ? interpolate(*logits, scene.data->point(point.index)) : std::nullopt)
        point.loss = logistic_loss(point.positive ? *logit : -*logit);
    return reading;
}

}  // namespace reweigh
