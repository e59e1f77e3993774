#include "core/base/error.h"
#include "core/config/table.h"
#include "core/experiment/sections.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr const char* derived_text = "1/sigma_max";

void read_learning_rate(const Node& node, const std::string& name, LiveParams& live) {
    if (can_be<std::string>(node) && node.text == derived_text) {
        live.learning_rate = derived_rate;
        return;
    }
    for_each_param<LiveParams>([&]<class T>(const Param<LiveParams, T>& row) {
        if (row.key != node.key) return;
        const std::optional<T> value = can_be<T>(node) ? value_from(row, node.text) : std::nullopt;
        if (!value) refuse_value(node, name, expected_by(row) + " or \"" + derived_text + "\"");
        live.*row.member = *value;
    });
}

// The variants that an edit speaks of: the one it names, else all.
std::vector<std::size_t> variants_of(const Node& edit, const std::vector<std::string>& variants) {
    std::vector<std::size_t> chosen;
    const Node* named = edit.find("variant");
    const std::string name = named == nullptr ? "" : read_word(*named, "edits.variant", variants);
    for (std::size_t v = 0; v < variants.size(); ++v)
        if (named == nullptr || variants[v] == name) chosen.push_back(v);
    return chosen;
}

}  // namespace

std::vector<std::string> live_keys(const std::vector<std::string>& more) {
    std::vector<std::string> keys = keys_of<LiveParams>();
    keys.insert(keys.end(), more.begin(), more.end());
    return keys;
}

void read_live(const Node& table, const std::string& path, LiveParams& live) {
    constexpr const char* rate = "learning_rate";
    Node others = table;
    std::erase_if(others.items, [&](const Node& item) { return item.key == rate; });
    read_params(others, path, live);
    if (const Node* node = table.find(rate)) read_learning_rate(*node, key_path(path, rate), live);
}

Node derived_rate_node() { return {"learning_rate", Node::Type::Text, derived_text, {}, {}}; }

std::vector<Edit> read_edits(const Node& list, const Experiment& experiment) {
    constexpr std::int64_t last_step = std::int64_t{1} << 52;
    std::vector<Edit> edits;
    for (const Node& item : list_items(list, "edits")) {
        check_keys(item, "edits", live_keys({"step", "variant"}));
        const Node* step = item.find("step");
        if (step == nullptr) refuse(item.place, "An edit " + to_text(item.place) + " has no \"step\".");
        Edit edit{read_whole_number(*step, "edits.step", edits.empty() ? 0 : edits.back().step, last_step),
                  edits.empty() ? experiment.live : edits.back().live};
        for (const std::size_t v : variants_of(item, experiment.setup.variants))
            read_live(item, "edits", edit.live.variants[v]);
        if (!edits.empty() && edits.back().step == edit.step) edits.pop_back();
        edits.push_back(std::move(edit));
    }
    return edits;
}

}  // namespace reweigh
