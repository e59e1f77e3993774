#pragma once

#include "app/widgets/row.h"

#include <span>
#include <string_view>

namespace reweigh {

// A drop-down: the chosen word in a box, the others in a list below it. Arrows of the keyboard change it
// without opening. True when the choice changed; `chosen` is an index into `words`, or -1 for none.
bool choice(std::string_view label, Row::Place place, std::span<const std::string_view> words, int& chosen);

// The same without a box: words drawn by somebody else open the list.
bool choice_over(std::string_view label, Row::Place place, std::span<const std::string_view> words,
                 int& chosen);

// The same at the cursor, `width` units wide and 28 high: tool rows and the top bar.
bool choice_at_cursor(std::string_view label, double width, std::span<const std::string_view> words,
                      int& chosen);

}  // namespace reweigh
