#include "core/config/table.h"
#include "core/experiment/sections.h"

#include <algorithm>

namespace reweigh {
namespace {

const std::vector<std::string> top_keys{"title", "source",   "data",   "model",  "companion", "optimizer",
                                        "live",  "variants", "sweep",  "seed",   "engine",    "edits",
                                        "stop",  "readouts", "claims", "figures"};

template <class Variant>
void add_kind_paths(const std::string& section, std::vector<std::string>& paths) {
    const auto add = [&](const std::string& key) {
        const std::string path = section + "." + key;
        if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
    };
    add("kind");
    for_each_kind<Variant>([&]<class Params>(const Params&) {
        for (const std::string& key : keys_of<Params>()) add(key);
    });
}

// Every key of --set, for suggestions.
std::vector<std::string> command_line_keys() {
    std::vector<std::string> paths = keys_of<LiveParams>();
    add_kind_paths<DataParams>("data", paths);
    add_kind_paths<ModelParams>("model", paths);
    add_kind_paths<OptimizerParams>("optimizer", paths);
    for (const char* path : {"data.seed", "companion.kind", "sweep.weights", "sweep.seeds", "sweep.variants",
                             "stop.epochs", "stop.steps", "stop.errors", "stop.loss", "seed", "engine"})
        paths.emplace_back(path);
    return paths;
}

std::vector<std::string> file_hints() {
    std::vector<std::string> paths;
    for (const std::string& key : keys_of<LiveParams>()) paths.push_back("live." + key);
    return paths;
}

}  // namespace

void check_top_keys(const Node& root) {
    for (const Node& item : root.items) {
        const Node single{"", Node::Type::Table, "", {item}, item.place};
        check_keys(single, "", top_keys, item.place.line == 0 ? command_line_keys() : file_hints());
    }
}

}  // namespace reweigh
