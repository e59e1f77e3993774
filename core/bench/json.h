#pragma once

#include "core/config/node.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reweigh::bench {

// Values of a JSON text that is made here.
Node text_node(std::string text);
Node number_node(double value);
Node number_node(const std::optional<double>& value);  // null for nothing
Node list_node(std::vector<Node> items);
Node table_node(std::vector<std::pair<std::string, Node>> members);

}  // namespace reweigh::bench
