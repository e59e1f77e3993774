#pragma once

#include "core/state/setup.h"
#include "core/state/votes.h"

#include <vector>

namespace reweigh {

// The replicas of one variant with one weight that vote: its seeds.
struct WeightVoters {
    double weight = 0;          // log2
    std::vector<int> replicas;  // empty: all of them are parked
};

// Weights ascending, those without a voter too.
std::vector<WeightVoters> weight_voters(const std::vector<Replica>& replicas, int variant,
                                        const Votes& votes);
// How many seeds of a weight call a picture positive.
int positive_votes(const WeightVoters& weight, const SetVotes& set, std::size_t picture);

// How far models agree on the pictures of a set, in [1/2, 1]; NaN where there are no two to compare.
// SCIENCE.md 2.2, "Agreement".
struct Agreement {
    // Per weight the majority of its seeds; per picture the share of the weights on the commonest label; mean
    // over the pictures. A tie of the seeds counts as half a weight on either label, so that the classes may
    // be exchanged. Weights without a voter are left out.
    double weights = 0;
    // Per weight and picture max(f, 1 - f), f = share of the seeds that say positive; mean over both.
    double seeds = 0;
    // What coins in the place of all models come to, ties of theirs too; with an odd number of seeds
    // everywhere the former is chance_agreement of the number of weights.
    double weights_chance = 0, seeds_chance = 0;
};

Agreement agreement(const std::vector<WeightVoters>& weights, const SetVotes& set);

// E[max(k, n - k)] / n with k ~ Bin(n, 1/2): 0.598 for 17 coins, 0.637 for 9. n > 0.
double chance_agreement(std::size_t n);

}  // namespace reweigh
