#pragma once

#include "core/experiment/experiment.h"
#include "core/state/snapshot.h"

#include <span>
#include <string>
#include <vector>

namespace reweigh {

// Restart controls collect in a draft of the experiment until they are applied or thrown away.

// The keys in which two experiments differ and a restart is needed: "hidden", "seeds". A changed kind is
// named by its group: "data", "model"; points drawn by hand by "points".
std::vector<std::string> restart_changes(const Experiment& running, const Experiment& wanted);

// "2 changes apply on restart: hidden, seeds"; "1 change applies to the fork: l2".
std::string restart_sentence(std::span<const std::string> changes);
std::string fork_sentence(std::span<const std::string> changes);

// The sweep: the same weights for every variant, and so many seeds. Fills in the replicas. Throws Error for
// more than 4096.
void set_sweep(Experiment& experiment, const std::vector<double>& weights, int seeds);
// Renumbers the seeds of the replicas, which count up from `seed`.
void set_first_seed(Experiment& experiment, std::uint64_t seed);
// Weights evenly from -8 to 8; one: {0}.
std::vector<double> evenly_spread_weights(int count);

// The experiment with the live parameters that the user left, so that a restart or reset keeps the controls.
// A learning rate that is still the derived one is derived again. `shown`: the run of which `now` are the
// live parameters; variants that it does not have begin as the experiment's file says.
Experiment keeping_live(Experiment experiment, const Snapshot& shown, const Live& now);

// "5 weights × 9 seeds", with several variants "612 replicas": the head of a closed Sweep group.
std::string sweep_summary(const Experiment& experiment);
// "stop at 10,000 epochs"
std::string stop_summary(const Stop& stop);

}  // namespace reweigh
