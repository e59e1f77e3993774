#pragma once

#include "core/config/node.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reweigh {

// Values of a JSON text that is made here.
Node text_node(std::string text);
Node boolean_node(bool value);
Node number_node(double value);  // the shortest text that reads back as the same bits
Node whole_number_node(std::int64_t value);
Node seed_node(std::uint64_t value);
Node number_node(const std::optional<double>& value);  // null for nothing
Node list_node(std::vector<Node> items);
Node list_of(const std::vector<std::string>& texts);
Node list_of(const std::vector<double>& numbers);
Node list_of(const std::vector<std::int64_t>& numbers);
Node list_of(const std::vector<int>& numbers);
Node table_node(std::vector<std::pair<std::string, Node>> members);

}  // namespace reweigh
