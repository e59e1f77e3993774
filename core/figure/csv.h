#pragma once

#include "core/figure/figure.h"

#include <string>
#include <string_view>

namespace reweigh {

// The numbers of a figure: `#` lines (figure, its facts, note, units), a header, a line per row. UTF-8, LF,
// decimal point, every digit that a double needs. PRODUCT.md 6.
std::string figure_csv(const Figure& figure);

// Throws Error when a text has not the header and `rows` lines of nine columns; `name` begins it.
void check_csv(std::string_view csv, std::size_t rows, const std::string& name);

}  // namespace reweigh
