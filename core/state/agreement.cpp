#include "core/state/agreement.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace reweigh {
namespace {

// Over the weights that vote.
std::vector<WeightVoters> voting(const std::vector<WeightVoters>& weights) {
    std::vector<WeightVoters> some;
    for (const WeightVoters& weight : weights)
        if (!weight.replicas.empty()) some.push_back(weight);
    return some;
}

double commonest_share(double positive) { return std::max(positive, 1 - positive); }

// How likely n coins tie.
double tie_probability(std::size_t n) {
    if (n % 2 == 1) return 0;
    double probability = 1;
    for (std::size_t k = 1; k <= n / 2; ++k)
        probability *= (static_cast<double>(n / 2 + k) / static_cast<double>(k)) / 4;
    return probability;
}

// E[max(h, 2 W - h)] / (2 W), h the sum over the weights of 2 for a majority of coins that say positive and 1
// for a tie.
double chance_of_majorities(const std::vector<WeightVoters>& weights) {
    std::vector<double> law{1};  // of h
    for (const WeightVoters& weight : weights) {
        const double tie = tie_probability(weight.replicas.size()), either = (1 - tie) / 2;
        std::vector<double> next(law.size() + 2, 0);
        for (std::size_t h = 0; h < law.size(); ++h) {
            next[h] += law[h] * either;
            next[h + 1] += law[h] * tie;
            next[h + 2] += law[h] * either;
        }
        law = std::move(next);
    }
    const auto most = static_cast<double>(law.size() - 1);
    double expected = 0;
    for (std::size_t h = 0; h < law.size(); ++h)
        expected += law[h] * commonest_share(static_cast<double>(h) / most);
    return expected;
}

double majority(double share) { return share > 0.5 ? 1 : share < 0.5 ? 0 : 0.5; }

}  // namespace

std::vector<WeightVoters> weight_voters(const std::vector<Replica>& replicas, int variant,
                                        const Votes& votes) {
    std::vector<WeightVoters> weights;
    for (std::size_t i = 0; i < replicas.size(); ++i) {
        if (replicas[i].variant != variant) continue;
        auto found = std::ranges::find(weights, replicas[i].weight, &WeightVoters::weight);
        if (found == weights.end()) found = weights.insert(found, {replicas[i].weight, {}});
        if (i < votes.voters.size() && votes.voters[i] != 0) found->replicas.push_back(static_cast<int>(i));
    }
    std::ranges::sort(weights, {}, &WeightVoters::weight);
    return weights;
}

int positive_votes(const WeightVoters& weight, const SetVotes& set, std::size_t picture) {
    return static_cast<int>(std::ranges::count_if(
        weight.replicas, [&](int replica) { return set.says(picture, static_cast<std::size_t>(replica)); }));
}

Agreement agreement(const std::vector<WeightVoters>& all_weights, const SetVotes& set) {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    const std::vector<WeightVoters> weights = voting(all_weights);
    if (weights.empty() || set.pictures() == 0) return {nothing, nothing, nothing, nothing};
    const auto count = static_cast<double>(weights.size());
    std::vector<std::vector<int>> positive;  // (weights, pictures)
    for (const WeightVoters& weight : weights) positive.push_back(set.counts(weight.replicas));
    double between_weights = 0, between_seeds = 0, chance = 0;
    for (std::size_t picture = 0; picture < set.pictures(); ++picture) {
        double majorities = 0;
        for (std::size_t w = 0; w < weights.size(); ++w) {
            const double f = positive[w][picture] / static_cast<double>(weights[w].replicas.size());
            majorities += majority(f);
            between_seeds += commonest_share(f) / count;
        }
        between_weights += commonest_share(majorities / count);
    }
    for (const WeightVoters& weight : weights) chance += chance_agreement(weight.replicas.size()) / count;
    const auto pictures = static_cast<double>(set.pictures());
    const bool has_seeds =
        std::ranges::any_of(weights, [](const WeightVoters& weight) { return weight.replicas.size() > 1; });
    Agreement found{nothing, nothing, nothing, nothing};
    if (weights.size() > 1)
        found.weights = between_weights / pictures, found.weights_chance = chance_of_majorities(weights);
    if (has_seeds) found.seeds = between_seeds / pictures, found.seeds_chance = chance;
    return found;
}

double chance_agreement(std::size_t n) {
    const auto coins = static_cast<double>(n);
    double sum = 0, probability = std::exp2(-coins);  // of k heads
    for (std::size_t k = 0; k <= n; ++k) {
        const auto heads = static_cast<double>(k);
        sum += probability * std::max(heads, coins - heads);
        probability *= (coins - heads) / (heads + 1);
    }
    return sum / coins;
}

}  // namespace reweigh
