#pragma once

#include <string_view>

namespace reweigh {

// Are the Huffman tables of a JPEG file ones that a decoder can hold: at most 256 codes each (ITU-T T.81,
// B.2.4.2)? Segments are followed up to the first scan; behind it every marker of tables counts, wherever it
// stands. A file whose segments cannot be followed is not sound.
bool has_sound_tables(std::string_view jpeg);

}  // namespace reweigh
