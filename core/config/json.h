#pragma once

#include "core/config/node.h"

#include <string>
#include <string_view>

namespace reweigh {

// The top table of a JSON text; `source` names the file in sentences. Strict: throws Error with the line for
// text that is not JSON, for a key written twice, for nesting deeper than 64 and for anything but a table.
Node read_json(std::string_view text, const std::string& source);

// The node as JSON in one line. Words become numbers or booleans where they read as such, else texts.
std::string to_json(const Node& node);

// "text" in quotes, with JSON's escapes.
std::string json_quoted(std::string_view text);

}  // namespace reweigh
