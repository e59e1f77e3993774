#pragma once

#include <string>
#include <string_view>

namespace reweigh {

// The code points of a UTF-8 text; U+FFFD for each byte that begins none (over-long forms and surrogates
// too).
std::u32string code_points(std::string_view text);

// The UTF-8 bytes of a code point.
std::string to_utf8(char32_t point);

}  // namespace reweigh
