#pragma once

#include "core/config/node.h"
#include "core/config/text.h"

#include <type_traits>

namespace reweigh {

// `Parameter "l2" in boundary/fig1 (line 14) is 3, expected a number from 0 to 1.`
[[noreturn]] void refuse_value(const Node& node, const std::string& name, const std::string& expected);

// True when the node's type can stand for a T. A word from the command line can be any.
template <class T>
bool can_be(const Node& node) {
    if (node.type == Node::Type::Word) return true;
    if constexpr (std::is_same_v<T, bool>)
        return node.type == Node::Type::Boolean;
    else if constexpr (std::is_arithmetic_v<T>)
        return node.type == Node::Type::Number;
    else
        return node.type == Node::Type::Text;
}

// Sets one member from its node. Throws Error that names `name`, the place, what was found and expected.
template <class Owner, class T>
void read_param(const Param<Owner, T>& row, const Node& node, const std::string& name, Owner& owner) {
    const std::optional<T> value = can_be<T>(node) ? value_from(row, node.text) : std::nullopt;
    if (!value) refuse_value(node, name, expected_by(row));
    owner.*row.member = *value;
}

// Sets the members that the table names; the others keep their values. Keys are not checked here: a table may
// hold more than the parameters (check_keys). `path`: the table's name, "data".
template <class Owner>
void read_params(const Node& table, const std::string& path, Owner& owner) {
    for_each_param<Owner>([&](const auto& row) {
        if (const Node* node = table.find(row.key)) read_param(row, *node, key_path(path, node->key), owner);
    });
}

// The members as a table that read_params() reads back.
template <class Owner>
Node to_node(const Owner& owner) {
    Node table;
    for_each_param<Owner>([&]<class T>(const Param<Owner, T>& row) {
        const auto type = std::is_same_v<T, bool>   ? Node::Type::Boolean
                          : std::is_arithmetic_v<T> ? Node::Type::Number
                                                    : Node::Type::Text;
        table.items.push_back({std::string(row.key), type, value_text(owner.*row.member), {}, {}});
    });
    return table;
}

}  // namespace reweigh
