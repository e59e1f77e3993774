#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// All that a user needs to know of a key, as texts.
struct ManualRow {
    std::string key, kind;      // kind: the data set, model ... that has it; empty: all
    std::string range, preset;  // preset: the value where nobody says otherwise
    std::string applies;        // "live" or "restart"
    std::string help;
};

// Every key of --set and of experiment files, made from the parameter tables. PRODUCT.md 3.
std::vector<ManualRow> manual_rows();

std::string parameter_markdown();  // the table of README.md
std::string parameter_text();      // the same for a terminal: a key a line

// `text` with the table between its two markers. Throws Error when there are none.
std::string with_parameter_table(std::string_view text);

}  // namespace reweigh
