#include "core/bench/json.h"

#include "core/config/text.h"

namespace reweigh::bench {
namespace {

Node made(Node::Type type, std::string text, std::vector<Node> items = {}) {
    return {{}, type, std::move(text), std::move(items), {}};
}

}  // namespace

Node text_node(std::string text) { return made(Node::Type::Text, std::move(text)); }

Node number_node(double value) { return made(Node::Type::Number, to_text(value)); }

Node number_node(const std::optional<double>& value) {
    return value ? number_node(*value) : made(Node::Type::Null, "");
}

Node list_node(std::vector<Node> items) { return made(Node::Type::List, "", std::move(items)); }

Node table_node(std::vector<std::pair<std::string, Node>> members) {
    std::vector<Node> items;
    for (auto& [key, node] : members) {
        node.key = key;
        items.push_back(std::move(node));
    }
    return made(Node::Type::Table, "", std::move(items));
}

}  // namespace reweigh::bench
