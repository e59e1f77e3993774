#include "core/config/live_params.h"
#include "core/config/manual.h"
#include "core/config/table.h"
#include "core/experiment/sections.h"

#include <algorithm>

namespace reweigh {
namespace {

const std::vector<std::string> top_keys{"experiment", "title",     "caption",   "source",    "data",
                                        "model",      "companion", "optimizer", "live",      "variants",
                                        "sweep",      "seed",      "engine",    "precision", "edits",
                                        "stop",       "readouts",  "claims",    "figures"};

// Every key of --set, for suggestions.
std::vector<std::string> command_line_keys() {
    std::vector<std::string> keys;
    for (const ManualRow& row : manual_rows())
        if (std::find(keys.begin(), keys.end(), row.key) == keys.end()) keys.push_back(row.key);
    return keys;
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
