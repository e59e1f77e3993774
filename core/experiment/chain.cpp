#include "core/experiment/chain.h"

#include "core/base/error.h"
#include "core/config/json.h"
#include "core/config/live_params.h"
#include "core/config/table.h"
#include "core/experiment/sources.h"

#include <algorithm>
#include <filesystem>
#include <vector>

namespace reweigh {
namespace {

constexpr std::size_t longest_chain = 8;

std::string chain_text(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : " extends ") + name;
    return text;
}

void check_chain(const std::vector<std::string>& names) {
    const std::string& last = names.back();
    if (std::count(names.begin(), names.end(), last) > 1)
        throw Error(chain_text(names) + ": this goes in a circle.");
    if (names.size() > longest_chain)
        throw Error(chain_text(names) + ": more than " + std::to_string(longest_chain) + " files.");
}

Node* member(Node& table, std::string_view key) { return const_cast<Node*>(table.find(key)); }

// A file that an experiment names lies beside the experiment, wherever the program was started.
void resolve_file(Node& root, const std::filesystem::path& folder, const char* section, const char* key) {
    Node* table = member(root, section);
    Node* file = table != nullptr ? member(*table, key) : nullptr;
    if (file != nullptr && file->type == Node::Type::Text && !file->text.empty() && !folder.empty())
        file->text = (folder / file->text).lexically_normal().string();
}

Node read_chain(const std::string& name, const std::filesystem::path& folder,
                std::vector<std::string>& names) {
    const ExperimentText source = find_experiment(name, folder);
    names.push_back(source.name);
    check_chain(names);
    Node root = read_json(source.text, source.name);
    resolve_file(root, source.folder, "data", "file");
    resolve_file(root, source.folder, "data", "path");
    resolve_file(root, source.folder, "model", "weights");
    const Node* parent = root.find("extends");
    if (parent == nullptr) return merged(Node{}, root);
    if (parent->type != Node::Type::Text) refuse_value(*parent, "extends", "the name of an experiment");
    const Node base = read_chain(parent->text, source.folder, names);
    std::erase_if(root.items, [](const Node& item) { return item.key == "extends"; });
    return merged(base, root);
}

// The table at `key` below `table`, made where it is missing.
Node& opened(Node& table, const std::string& key) {
    if (Node* found = member(table, key)) return *found;
    Node made;
    made.key = key;
    return table.items.emplace_back(std::move(made));
}

// `name`: the key as it was typed.
void set(Node& root, const std::string& path, const std::string& name, const std::string& text) {
    Node* at = &root;
    std::size_t start = 0;
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', start)) {
        at = &opened(*at, path.substr(start, dot - start));
        start = dot + 1;
    }
    const std::string key = path.substr(start);
    if (at->find(key) != nullptr || at->type != Node::Type::Table)
        throw CommandLineError("Parameter \"" + name + "\" is set twice on the command line.");
    at->items.push_back({key, Node::Type::Word, text, {}, {}});
}

}  // namespace

Node read_experiment_chain(const std::string& name) {
    std::vector<std::string> names;
    return read_chain(name, {}, names);
}

Node override_table(const Overrides& overrides) {
    const std::vector<std::string> live = keys_of<LiveParams>();
    Node root;
    for (const auto& [key, text] : overrides) {
        const bool is_live = std::find(live.begin(), live.end(), key) != live.end();
        set(root, is_live ? "live." + key : key, key, text);
    }
    return root;
}

}  // namespace reweigh
