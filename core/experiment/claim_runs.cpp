#include "core/experiment/claim_runs.h"

#include "core/experiment/sweep.h"

#include <algorithm>

namespace reweigh {
namespace {

template <class T>
void add_once(std::vector<T>& list, const T& item) {
    if (std::ranges::find(list, item) == list.end()) list.push_back(item);
}

void add(std::vector<ClaimRun>& runs, const ClaimQuantity& quantity) {
    auto run = std::ranges::find(runs, quantity.experiment, &ClaimRun::experiment);
    if (run == runs.end())
        run = runs.insert(runs.end(), ClaimRun{std::string(quantity.experiment), {}, {}, {}});
    add_once(run->weights, quantity.weight);
    add_once(run->readouts, std::string(quantity.readout));
    add_once(run->epochs, quantity.epoch);
    std::ranges::sort(run->epochs);
}

}  // namespace

std::vector<ClaimRun> runs_needed(const std::vector<Claim>& claims) {
    std::vector<ClaimRun> runs;
    for (const Claim& claim : claims)
        for (const ClaimBound& bound : claim.bounds) {
            add(runs, bound.first);
            if (bound.comparison != Comparison::Mean) add(runs, bound.second);
        }
    return runs;
}

Experiment experiment_of(const ClaimRun& run, std::uint64_t seed, Overrides overrides) {
    for (const char* key : {"seed", "data.seed"}) overrides.emplace_back(key, std::to_string(seed));
    overrides.emplace_back("sweep.seeds", "1");
    Experiment experiment = load_experiment(run.experiment, overrides);
    Setup& setup = experiment.setup;
    const std::vector<std::vector<double>> weights(setup.variants.size(), run.weights);
    setup.replicas = replicas_of({weights, 1}, seed);
    setup.readouts = run.readouts;
    setup.pinned_epochs = run.epochs;
    setup.stop.epochs = std::min(setup.stop.epochs.value_or(run.epochs.back()), run.epochs.back());
    return experiment;
}

}  // namespace reweigh
