#include "core/experiment/sweep.h"

#include "core/base/error.h"
#include "core/config/table.h"

#include <algorithm>
#include <array>

namespace reweigh {
namespace {

constexpr double largest_weight = 8;
constexpr std::array<int, 5> counts{1, 3, 5, 9, 17};

constexpr const char* expected_weights =
    "1, 3, 5, 9, 17 (so many, evenly from -8 to 8) or a list of numbers from -8 to 8 (\"-4,0,4\"; one: "
    "\"-4,\")";

bool is_list(const Node& node) {
    return node.type == Node::Type::List ||
           (node.type == Node::Type::Word && node.text.find(',') != std::string::npos);
}

std::vector<double> even_weights(int count) {
    if (count == 1) return {0};
    std::vector<double> weights;
    for (int i = 0; i < count; ++i) weights.push_back(-largest_weight + 2 * largest_weight * i / (count - 1));
    return weights;
}

double weight_of(const Node& item, const std::string& path) {
    const std::optional<double> value = can_be<double>(item) ? number_from(item.text) : std::nullopt;
    if (!value || !(*value >= -largest_weight && *value <= largest_weight))
        refuse_value(item, path, expected_weights);
    return *value + 0.0;  // no negative zero: a weight is also a name
}

}  // namespace

void choose_variants(Experiment& experiment, const std::vector<std::string>& names) {
    experiment.setup.variants = names;
    experiment.live.variants.clear();
    experiment.derives_learning_rate.clear();
    for (const std::string& name : names) {
        const auto known = std::ranges::find(experiment.variants, name, &KnownVariant::name);
        experiment.live.variants.push_back(known->live);
        experiment.derives_learning_rate.push_back(known->derives_learning_rate);
    }
}

std::vector<double> read_weights(const Node& node, const std::string& path) {
    if (!is_list(node)) {
        const std::optional<std::int64_t> count =
            can_be<int>(node) ? whole_number_from(node.text) : std::nullopt;
        if (!count || std::find(counts.begin(), counts.end(), *count) == counts.end())
            refuse_value(node, path, expected_weights);
        return even_weights(static_cast<int>(*count));
    }
    std::vector<double> weights;
    for (const Node& item : list_items(node, path)) {
        weights.push_back(weight_of(item, path));
        if (std::count(weights.begin(), weights.end(), weights.back()) > 1)
            refuse(node.place, "Parameter \"" + path + "\" " + to_text(node.place) + " names the weight " +
                                   to_text(weights.back()) + " twice.");
    }
    if (weights.empty()) refuse_value(node, path, expected_weights);
    return weights;
}

std::vector<Replica> replicas_of(const Sweep& sweep, std::uint64_t first_seed) {
    std::vector<Replica> replicas;
    for (std::size_t variant = 0; variant < sweep.weights.size(); ++variant)
        for (const double weight : sweep.weights[variant])
            for (int seed = 0; seed < sweep.seeds; ++seed)
                replicas.push_back(
                    {static_cast<int>(variant), weight, first_seed + static_cast<std::uint64_t>(seed)});
    if (replicas.size() > most_replicas)
        throw Error("The sweep has " + std::to_string(replicas.size()) + " replicas, expected at most " +
                    std::to_string(most_replicas) + ".");
    return replicas;
}

}  // namespace reweigh
