#include "app/panels/samples.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <variant>

namespace reweigh {
namespace {

int class_of(const Dataset& data, const EvaluationSet* set, std::size_t picture) {
    const int random = static_cast<int>(data.class_names.size());
    return set != nullptr && picture < set->classes.size() ? set->classes[picture] : random;
}

// 0: half of the models call it positive. Those that nobody votes on come last. A whole number, since 1/3 and
// 2/3 are equally far from 1/2 but their floats are not.
long unity(const Sample& sample) {
    constexpr double parts = 1e9;
    return std::isnan(sample.share) ? std::numeric_limits<long>::max()
                                    : std::lround(parts * std::abs(sample.share - 0.5));
}

}  // namespace

std::vector<Sample> ordered_samples(const Dataset& data, const Votes& votes,
                                    const std::vector<WeightVoters>& weights, SampleOrder order) {
    std::vector<int> replicas;
    for (const WeightVoters& weight : weights)
        replicas.insert(replicas.end(), weight.replicas.begin(), weight.replicas.end());
    std::vector<Sample> samples;
    for (std::size_t set = 0; set < votes.sets.size(); ++set) {
        const SetVotes& of_set = votes.sets[set];
        const EvaluationSet* const pictures = data.evaluation_set(of_set.key());
        for (std::size_t i = 0; i < of_set.pictures(); ++i)
            samples.push_back({set, i, class_of(data, pictures, i), votes.share(of_set, i, replicas)});
    }
    if (order == SampleOrder::MostDisputed) std::ranges::stable_sort(samples, {}, unity);
    if (order == SampleOrder::Class) std::ranges::stable_sort(samples, {}, &Sample::of_class);
    return samples;
}

std::string class_name(const Dataset& data, int of_class) {
    const auto place = static_cast<std::size_t>(of_class);
    return place < data.class_names.size() ? data.class_names[place] : "noise";
}

std::string positive_name(const Scene& scene) {
    const auto* params = std::get_if<PicturesParams>(&scene.setup.data);
    const bool is_named = params != nullptr && params->positive >= 0 &&
                          static_cast<std::size_t>(params->positive) < scene.data->class_names.size();
    if (scene.data->classes > 2) return "the target class";
    return is_named ? class_name(*scene.data, params->positive) : "positive";
}

std::shared_ptr<const Grid<Color>> sample_pixels(const Dataset& data, const EvaluationSet& set,
                                                 std::size_t picture) {
    constexpr int channels = 3;
    const int side = static_cast<int>(std::lround(std::sqrt(data.width / channels)));
    const auto width = static_cast<std::size_t>(data.width);
    if (side < 1 || channels * side * side != data.width || (picture + 1) * width > set.inputs.size())
        return nullptr;
    const std::span<const float> inputs = std::span(set.inputs).subspan(picture * width, width);
    const auto byte = [&](int channel, int row, int column) {
        const auto c = static_cast<std::size_t>(channel);
        const float input = inputs[static_cast<std::size_t>((channel * side + row) * side + column)];
        const float value = input * data.normalisation.deviation[c] + data.normalisation.mean[c];
        return static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0F, 1.0F)));
    };
    auto grid = std::make_shared<Grid<Color>>(Grid<Color>{side, side, {{0, 0}, {1, 1}}, {}});
    for (int row = side - 1; row >= 0; --row)
        for (int column = 0; column < side; ++column)
            grid->values.push_back({byte(0, row, column), byte(1, row, column), byte(2, row, column)});
    return grid;
}

std::shared_ptr<const Votes> latest_votes(const Snapshot& snapshot) {
    return snapshot.votes.empty() ? nullptr : snapshot.votes.back();
}

}  // namespace reweigh
