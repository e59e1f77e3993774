#pragma once

#include <cstdint>
#include <string>

namespace reweigh {

// Numbers as people read them, the same in every locale: 1,000 separators and a true minus (U+2212).
std::string number_text(double value, int decimals);  // "−1,204.50"; NaN: "–"; from 1e7 on "2.5e7"
std::string signed_text(double value, int decimals);  // "+0.048"; a rounded 0 has no sign
std::string count_text(std::int64_t value);           // "1,204"
// An epoch being trained, rounded down, with hundredths below 10: "4.73", "8,989".
std::string epoch_text(double epoch);
// Few digits, powers of ten below 0.01: "0.5", "1e-3", "2.5e-4", "0.0448".
std::string short_text(double value, int digits = 3);

}  // namespace reweigh
