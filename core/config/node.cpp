#include "core/config/node.h"

#include "core/base/error.h"
#include "core/config/text.h"

#include <algorithm>
#include <cctype>

namespace reweigh {
namespace {

auto member_of(std::vector<Node>& items, std::string_view key) {
    return std::find_if(items.begin(), items.end(), [&](const Node& item) { return item.key == key; });
}

bool is_of_another_kind(const Node& base, const Node& over) {
    const Node* before = base.find("kind");
    const Node* after = over.find("kind");
    return before != nullptr && after != nullptr && before->text != after->text;
}

// What a sentence shows of a text: short, and without control characters.
std::string printable(const std::string& text) {
    constexpr std::size_t longest = 60;
    std::string shown = text.substr(0, longest);
    for (char& letter : shown)
        if (std::iscntrl(static_cast<unsigned char>(letter)) != 0) letter = '?';
    return text.size() > longest ? shown + "..." : shown;
}

}  // namespace

std::string to_text(const Place& place) {
    if (place.line == 0) return place.source.empty() ? "on the command line" : "in " + place.source;
    return "in " + place.source + " (line " + std::to_string(place.line) + ")";
}

void refuse(const Place& place, const std::string& sentence) {
    if (place.line == 0 && place.source.empty()) throw CommandLineError(sentence);
    throw Error(sentence);
}

const Node* Node::find(std::string_view name) const {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Node& item) { return item.key == name; });
    return found == items.end() ? nullptr : &*found;
}

std::string shown(const Node& node) {
    switch (node.type) {
        case Node::Type::List:
            return "a list";
        case Node::Type::Table:
            return "a table";
        case Node::Type::Null:
            return "null";
        case Node::Type::Boolean:
        case Node::Type::Number:
            return node.text;
        case Node::Type::Text:
            return "\"" + printable(node.text) + "\"";
        case Node::Type::Word:
            break;
    }
    return number_from(node.text) ? node.text : "\"" + printable(node.text) + "\"";
}

Node merged(Node base, const Node& over) {
    if (over.type != Node::Type::Table) return over;
    if (base.type != Node::Type::Table || is_of_another_kind(base, over)) base = Node{};
    base.key = over.key;
    base.place = over.place;
    for (const Node& item : over.items) {
        const auto found = member_of(base.items, item.key);
        if (item.type == Node::Type::Null) {
            if (found != base.items.end()) base.items.erase(found);
        } else if (found != base.items.end()) {
            *found = merged(std::move(*found), item);
        } else {
            base.items.push_back(merged(Node{}, item));
        }
    }
    return base;
}

std::vector<Node> list_items(const Node& node, const std::string& path) {
    if (node.type == Node::Type::List) return node.items;
    if (node.type != Node::Type::Word)
        refuse(node.place, "Parameter \"" + path + "\" " + to_text(node.place) + " is " + shown(node) +
                               ", expected a list.");
    std::vector<Node> parts;
    std::string_view rest = node.text;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        parts.push_back({"", Node::Type::Word, std::string(rest.substr(0, comma)), {}, node.place});
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return parts;
}

std::string key_path(const std::string& path, const std::string& key) {
    return path.empty() || path == "live" ? key : path + "." + key;
}

void check_keys(const Node& table, const std::string& path, const std::vector<std::string>& known,
                const std::vector<std::string>& hints) {
    if (table.type != Node::Type::Table)
        refuse(table.place, "Parameter \"" + path + "\" " + to_text(table.place) + " is " + shown(table) +
                                ", expected a table.");
    std::vector<std::string> paths;
    for (const std::string& key : known) paths.push_back(key_path(path, key));
    paths.insert(paths.end(), hints.begin(), hints.end());
    for (const Node& item : table.items) {
        if (std::find(known.begin(), known.end(), item.key) != known.end()) continue;
        const std::string name = key_path(path, item.key);
        refuse(item.place, "Unknown parameter \"" + name + "\" " + to_text(item.place) + ". " +
                               nearest_or_all(name, paths));
    }
}

}  // namespace reweigh
