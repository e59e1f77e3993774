#include "core/config/make_node.h"

#include "core/config/text.h"

namespace reweigh {
namespace {

Node made(Node::Type type, std::string text, std::vector<Node> items = {}) {
    return {{}, type, std::move(text), std::move(items), {}};
}

template <class T>
Node list_of_each(const std::vector<T>& values, Node (*node)(T)) {
    std::vector<Node> items;
    for (const T& value : values) items.push_back(node(value));
    return list_node(std::move(items));
}

}  // namespace

Node text_node(std::string text) { return made(Node::Type::Text, std::move(text)); }

Node boolean_node(bool value) { return made(Node::Type::Boolean, value ? "true" : "false"); }

Node whole_number_node(std::int64_t value) { return made(Node::Type::Number, std::to_string(value)); }

Node seed_node(std::uint64_t value) { return made(Node::Type::Number, std::to_string(value)); }

Node number_node(double value) { return made(Node::Type::Number, to_text(value)); }

Node number_node(const std::optional<double>& value) {
    return value ? number_node(*value) : made(Node::Type::Null, "");
}

Node list_node(std::vector<Node> items) { return made(Node::Type::List, "", std::move(items)); }

Node list_of(const std::vector<std::string>& texts) { return list_of_each(texts, text_node); }
Node list_of(const std::vector<double>& numbers) { return list_of_each<double>(numbers, number_node); }
Node list_of(const std::vector<std::int64_t>& numbers) { return list_of_each(numbers, whole_number_node); }
Node list_of(const std::vector<int>& numbers) {
    return list_of(std::vector<std::int64_t>(numbers.begin(), numbers.end()));
}

Node table_node(std::vector<std::pair<std::string, Node>> members) {
    std::vector<Node> items;
    for (auto& [key, node] : members) {
        node.key = key;
        items.push_back(std::move(node));
    }
    return made(Node::Type::Table, "", std::move(items));
}

}  // namespace reweigh
