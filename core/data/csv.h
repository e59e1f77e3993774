#pragma once

#include "core/data/dataset.h"

#include <filesystem>
#include <string_view>

namespace reweigh {

// Own points: rows of x,y,label[,weight]. Header optional; comma, semicolon or tab; labels + - or 1 0 or 1
// -1; CRLF, byte-order mark and quotes (RFC 4180, within a line) accepted; 2 to 100,000 rows; numbers from
// -1e15 to 1e15, weights > 0. Throws Error with file, line, column, found and expected. PRODUCT.md,
// section 9.
Dataset read_csv(const std::filesystem::path& file);

// The same from the bytes of a file; `name` is what the sentences call it.
Dataset parse_csv(std::string_view bytes, const std::string& name);

}  // namespace reweigh
