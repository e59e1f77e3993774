#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reweigh {

// What somebody typed into a control: a value, or why it is refused. Half a number and trailing text are
// refused, and values out of range, naming the range.
struct Typed {
    std::optional<double> value;
    std::string refusal;
};

// A number; "1/16" is one too, and both minus signs are read.
Typed read_number(std::string_view text, double min, double max);
// A whole number; thousands may be separated by commas.
Typed read_whole(std::string_view text, double min, double max);
// A weight ratio as log2: "1:16" and "1/16" are -4, "16:1" is 4; any other number is the log2 itself.
Typed read_weight(std::string_view text, double min, double max);

// A positive weight as people read it: "1", "1/16", "4".
std::string weight_text(double weight);

}  // namespace reweigh
