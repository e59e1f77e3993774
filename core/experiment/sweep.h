#pragma once

#include "core/config/node.h"
#include "core/experiment/experiment.h"
#include "core/state/setup.h"

#include <string>
#include <vector>

namespace reweigh {

// What is trained side by side. Seeds count up from the setup's. DESIGN.md 8.
struct Sweep {
    std::vector<std::vector<double>> weights;  // per variant, log2
    int seeds = 1;
};

inline constexpr int most_seeds = 64;
inline constexpr std::size_t most_replicas = 4096;

// Which of its known variants an experiment trains, with their parameters of the file. The replicas are not
// touched.
void choose_variants(Experiment& experiment, const std::vector<std::string>& names);

// 1, 3, 5, 9 or 17: that many weights evenly from -8 to 8 (1: the weight 0); or a list of log2 weights.
// Throws Error that names `path`.
std::vector<double> read_weights(const Node& node, const std::string& path);

// variants x weights x seeds, in this order. Throws Error for more than 4096.
std::vector<Replica> replicas_of(const Sweep& sweep, std::uint64_t first_seed);

}  // namespace reweigh
