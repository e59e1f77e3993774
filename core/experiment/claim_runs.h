#pragma once

#include "core/experiment/claims.h"
#include "core/experiment/experiment.h"

#include <cstdint>
#include <string>
#include <vector>

namespace reweigh {

// What claims need of one experiment, for every seed: nothing else of it is trained.
struct ClaimRun {
    std::string experiment;
    std::vector<double> weights;  // log2
    std::vector<std::string> readouts;
    std::vector<std::int64_t> epochs;  // ascending: read-outs there, the last is the end

    friend bool operator==(const ClaimRun&, const ClaimRun&) = default;
};

// One per experiment, in order of first need.
std::vector<ClaimRun> runs_needed(const std::vector<Claim>& claims);

// Ready to prepare: one seed, of the data too. `overrides`: as load_experiment(). Training ends at the last
// epoch that is needed, or earlier where the overrides end it. Throws as load_experiment().
Experiment experiment_of(const ClaimRun& run, std::uint64_t seed, Overrides overrides);

}  // namespace reweigh
