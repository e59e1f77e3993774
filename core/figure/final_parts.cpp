#include "core/figure/final_parts.h"

#include "core/figure/axis.h"
#include "core/figure/curves_parts.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <variant>

namespace reweigh {
namespace {

std::vector<SeedGroup> by_weight(const Setup& setup, Band band) {
    std::vector<SeedGroup> groups = seed_groups(setup.replicas, band);
    std::ranges::stable_sort(groups, {}, &SeedGroup::weight);
    return groups;
}

bool is_multiple(double weight, int of) { return std::fmod(weight, of) == 0; }

// Few weights are named themselves, unless every fourth power of two names them all.
bool has_own_texts(const std::set<double>& weights) {
    constexpr std::size_t few = 5;
    return weights.size() <= few &&
           !std::ranges::all_of(weights, [](double weight) { return is_multiple(weight, 4); });
}

// Every second power of two, and the ends.
std::set<double> weight_ticks(const std::set<double>& weights) {
    if (has_own_texts(weights)) return weights;
    std::set<double> places{*weights.begin(), *weights.rbegin()};
    constexpr int largest = 8, step = 2;
    for (int weight = -largest; weight <= largest; weight += step)
        if (weight > *weights.begin() && weight < *weights.rbegin()) places.insert(weight);
    return places;
}

}  // namespace

FinalLine final_line(const Snapshot& snapshot, ModelRole role, std::optional<int> variant,
                     std::string_view readout) {
    FinalLine line{role, variant.value_or(0), {}, {}};
    const auto curves = curves_of(snapshot, role, readout);
    for (const SeedGroup& group : by_weight(snapshot.scene->setup, variant ? Band::Seeds : Band::Variants)) {
        if (variant.value_or(group.variant) != group.variant) continue;
        const GroupStatistics values = statistics(snapshot, group, curves);
        line.mean.push_back({group.weight, values.mean.back()});
        const bool has_band = !values.deviation.empty() && group.replicas.size() > 1;
        if (has_band) line.deviation.push_back(values.deviation.back());
    }
    return line;
}

bool has_final_values(const Snapshot& snapshot) {
    return snapshot.step > 0 && !snapshot.readout_steps.empty();
}

Axis weight_axis(const Setup& setup) {
    std::set<double> weights;
    for (const Replica& replica : setup.replicas) weights.insert(replica.weight);
    const bool is_own = has_own_texts(weights);
    const double least = *weights.begin(), greatest = *weights.rbegin();
    Axis axis;
    axis.low = least;
    axis.high = greatest;
    if (axis.low == axis.high) --axis.low, ++axis.high;
    for (const double weight : weight_ticks(weights)) {
        const bool is_kept = weight == least || weight == 0 || weight == greatest;
        const bool is_named = is_own || is_kept || is_multiple(weight, 4);
        axis.own_ticks.push_back({weight, is_named ? weight_label(weight) : "", is_kept});
    }
    axis.label = std::holds_alternative<TenClassesParams>(setup.data)
                     ? "weight of the target class"
                     : "importance, + to \u2212";  // of weights in the loss and of sampling
    return axis;
}

void set_final_range(Axis& axis, const std::vector<FinalLine>& lines, Range first) {
    Range range = first;
    for (const FinalLine& line : lines)
        for (const Vec2& value : line.mean)
            range = {std::fmin(range.low, value.y), std::fmax(range.high, value.y)};
    if (!(range.high > range.low)) range.high = range.low + 1;
    const double step = nice_ceiling((range.high - range.low) / 5);
    const double low = std::floor(range.low / step) * step, high = std::ceil(range.high / step) * step;
    const double margin = 0.04 * (high - low);  // a line at an end of the range is not hidden by the frame
    axis.low = low - margin;
    axis.high = high + margin;
}

}  // namespace reweigh
