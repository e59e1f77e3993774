#include "core/config/table.h"
#include "core/experiment/sections.h"

#include <algorithm>

namespace reweigh {

const Node& required(const Node& table, const char* key, const std::string& what) {
    const Node* found = table.find(key);
    if (found == nullptr) refuse(table.place, what + " " + to_text(table.place) + " has no \"" + key + "\".");
    return *found;
}

std::string read_text(const Node& node, const std::string& name) {
    if (!can_be<std::string>(node)) refuse_value(node, name, "a text");
    return node.text;
}

double read_number(const Node& node, const std::string& name, double low, double high) {
    const std::optional<double> value = can_be<double>(node) ? number_from(node.text) : std::nullopt;
    if (!value || !(*value >= low && *value <= high))
        refuse_value(node, name, "a number from " + to_text(low) + " to " + to_text(high));
    return *value;
}

std::int64_t read_whole_number(const Node& node, const std::string& name, std::int64_t low,
                               std::int64_t high) {
    const std::optional<std::int64_t> value = can_be<int>(node) ? whole_number_from(node.text) : std::nullopt;
    if (!value || *value < low || *value > high)
        refuse_value(node, name,
                     "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    return *value;
}

std::uint64_t read_seed(const Node& node, const std::string& name) {
    const std::optional<std::uint64_t> value = can_be<int>(node) ? seed_from(node.text) : std::nullopt;
    if (!value) refuse_value(node, name, "a whole number from 0 to 18446744073709551615");
    return *value;
}

std::string read_word(const Node& node, const std::string& name, const std::vector<std::string>& known) {
    if (!can_be<std::string>(node) || std::find(known.begin(), known.end(), node.text) == known.end())
        refuse_value(node, name, "one of " + joined(known));
    return node.text;
}

}  // namespace reweigh
