#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace reweigh {

// The text of an experiment file and the name that sentences call it by.
struct ExperimentText {
    std::string name;              // "boundary/fig1", or the path
    std::filesystem::path folder;  // of a file on disk: what its own paths are seen from
    std::string text;
};

// `name`: "lab/name", shipped or in the user's folder (a shipped one cannot be shadowed), or the path of a
// .json as seen from `folder`, or "-", the standard input. Throws Error that names the nearest experiment
// when there is none.
ExperimentText find_experiment(const std::string& name, const std::filesystem::path& folder = {});

// "lab/name" of all experiments that are shipped or in the user's folder, sorted, each once.
std::vector<std::string> experiment_names();

}  // namespace reweigh
