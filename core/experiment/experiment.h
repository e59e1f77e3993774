#pragma once

#include "core/figure/spec.h"
#include "core/state/command.h"

#include <filesystem>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace reweigh {

// A learning rate that prepare() resolves to 1 / sigma_max: written "1/sigma_max" in files. Not a number.
inline constexpr double derived_rate = std::numeric_limits<double>::quiet_NaN();

// Named overrides of live parameters: one of the things that a sweep trains side by side.
struct KnownVariant {
    std::string name;
    LiveParams live;
    bool derives_learning_rate = false;
};

// An experiment file after `extends`, --set and defaults: what is trained, and which figures come out of it.
// DESIGN.md 8.
struct Experiment {
    std::string id;  // "boundary/fig1", or the path it came from
    std::string title, source;
    Setup setup;  // replicas filled in from the sweep
    Live live;    // one entry per variant; learning_rate may be derived_rate, in edits too
    std::vector<bool> derives_learning_rate;  // per variant: "1/sigma_max" at the start
    std::vector<KnownVariant> variants;       // all that the file names, in its order; a sweep trains some
    std::vector<Edit> edits;
    std::vector<double> weights{0};  // the sweep's, log2
    int seeds = 1;
    std::vector<FigureSpec> figures;
    std::vector<std::string> claims;
};

// KEY=VALUE pairs of --set, in order.
using Overrides = std::vector<std::pair<std::string, std::string>>;

// The experiments that ship with the program and those in the user's folder: id and title, sorted by id.
// Those that cannot be read are left out.
struct ExperimentEntry {
    std::string id, title;
    std::vector<std::string> figures;  // names; empty: only a base for others
};
std::vector<ExperimentEntry> list_experiments();

// `name`: "lab/name" or the path of a .json. Throws Error that names the file, the line and the key;
// CommandLineError for what came from `overrides`.
Experiment load_experiment(const std::string& name, const Overrides& overrides = {});

// Replaces the experiment's edits by those of a JSON file: {"edits": [{"step": 128000, "l2": 0.001}]}.
void load_edits(const std::filesystem::path& file, Experiment& experiment);

// Makes the data set and resolves the learning rates: ready to post. Throws Error.
Start prepare(const Experiment& experiment);

}  // namespace reweigh
