#pragma once

#include <cstdint>
#include <string>

namespace reweigh {

// Numbers as people read them, the same in every locale: 1,000 separators and a true minus (U+2212).
std::string number_text(double value, int decimals);  // "−1,204.50"; NaN: "–"; from 1e7 on "2.5e7"
std::string signed_text(double value, int decimals);  // "+0.048"; a rounded 0 has no sign
std::string count_text(std::int64_t value);           // "1,204"
// Few digits, powers of ten below 0.01: "0.5", "1e-3", "2.5e-4", "0.0448".
std::string short_text(double value, int digits = 3);

}  // namespace reweigh
