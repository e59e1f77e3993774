#include "core/figure/curves_parts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

double value_at(const Curve* curve, std::size_t i) {
    return curve && i < curve->values.size() ? curve->values[i] : no_value;
}

struct MeanAndDeviation {
    double mean = no_value, deviation = no_value;
};

MeanAndDeviation mean_and_deviation(const std::vector<const Curve*>& seeds, std::size_t i) {
    const auto n = static_cast<double>(seeds.size());
    double sum = 0, squares = 0;
    for (const Curve* seed : seeds) sum += value_at(seed, i);
    const double mean = sum / n;
    for (const Curve* seed : seeds) squares += (value_at(seed, i) - mean) * (value_at(seed, i) - mean);
    return {mean, std::sqrt(squares / (n - 1))};
}

}  // namespace

std::vector<SeedGroup> seed_groups(const std::vector<Replica>& replicas, Band band) {
    std::vector<SeedGroup> groups;
    for (std::size_t i = 0; i < replicas.size(); ++i) {
        const Replica& replica = replicas[i];
        auto found = std::ranges::find_if(groups, [&](const SeedGroup& group) {
            return (band == Band::Variants || group.variant == replica.variant) &&
                   group.weight == replica.weight;
        });
        if (found == groups.end()) found = groups.insert(groups.end(), {replica.variant, replica.weight, {}});
        found->replicas.push_back(static_cast<int>(i));
    }
    return groups;
}

std::vector<const Curve*> curves_of(const Snapshot& snapshot, ModelRole role, std::string_view readout) {
    std::vector<const Curve*> curves(snapshot.scene->setup.replicas.size());
    for (const Curve& curve : snapshot.curves)
        if (curve.role == role && curve.readout == readout)
            curves[static_cast<std::size_t>(curve.replica)] = &curve;
    return curves;
}

bool is_parked(const Snapshot& snapshot, int replica) {
    const auto i = static_cast<std::size_t>(replica);
    return i < snapshot.health.size() && snapshot.health[i].parked_at.has_value();
}

GroupStatistics statistics(const Snapshot& snapshot, const SeedGroup& group,
                           const std::vector<const Curve*>& curves) {
    std::vector<const Curve*> seeds;
    for (const int replica : group.replicas)
        if (!is_parked(snapshot, replica)) seeds.push_back(curves[static_cast<std::size_t>(replica)]);
    GroupStatistics result;
    result.seeds = static_cast<int>(seeds.size());
    result.parked = seeds.empty();
    if (result.parked) seeds.push_back(curves[static_cast<std::size_t>(group.replicas.front())]);
    const std::size_t count = snapshot.readout_steps.size();
    result.mean.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (seeds.size() == 1) {
            result.mean.push_back(value_at(seeds.front(), i));
            continue;
        }
        const MeanAndDeviation both = mean_and_deviation(seeds, i);
        result.mean.push_back(both.mean);
        result.deviation.push_back(both.deviation);
    }
    return result;
}

int focus_in_variant(const Setup& setup, int variant, int focus) {
    Replica wanted = setup.replicas[static_cast<std::size_t>(focus)];
    wanted.variant = variant;
    auto found = std::ranges::find(setup.replicas, wanted);
    if (found == setup.replicas.end()) found = std::ranges::find(setup.replicas, variant, &Replica::variant);
    return found == setup.replicas.end() ? focus : static_cast<int>(found - setup.replicas.begin());
}

std::optional<int> readable_variant(const Setup& setup, int focus) {
    constexpr std::size_t most_lines = 12;
    if (setup.variants.size() < 2 || seed_groups(setup.replicas).size() <= most_lines) return {};
    return setup.replicas[static_cast<std::size_t>(focus)].variant;
}

}  // namespace reweigh
