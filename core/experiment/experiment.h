#pragma once

#include "core/figure/spec.h"
#include "core/state/command.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace reweigh {

// An experiment file after `extends`, --set and defaults: what is trained, and which figures come out of it.
// DESIGN.md 8.
struct Experiment {
    std::string id;  // "boundary/fig1", or the path it came from
    std::string title, source;
    Setup setup;  // replicas filled in from the sweep
    Live live;    // one entry per variant; learning_rate is resolved by prepare() where it is derived
    std::vector<bool> derives_learning_rate;  // per variant: "1/sigma_max"
    std::vector<Edit> edits;
    std::vector<double> weights{0};  // the sweep's, log2
    int seeds = 1;
    std::vector<FigureSpec> figures;
    std::vector<std::string> claims;
};

// KEY=VALUE pairs of --set, in order.
using Overrides = std::vector<std::pair<std::string, std::string>>;

// The experiments that ship with the program and those in the user's folder: id and title, sorted by id.
struct ExperimentEntry {
    std::string id, title;
};
std::vector<ExperimentEntry> list_experiments();

// `name`: "lab/name" or the path of a .json. Throws Error that names the file, the line and the key.
Experiment load_experiment(const std::string& name, const Overrides& overrides = {});

// Makes the data set, resolves the learning rate and fills in the replicas: ready to post. Throws Error.
Start prepare(const Experiment& experiment);

}  // namespace reweigh
