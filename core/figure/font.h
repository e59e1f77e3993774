#pragma once

#include <filesystem>
#include <span>
#include <string>

namespace reweigh {

// One font file and what a layout needs of it, in ems (multiply by the text size).
struct FontFace {
    std::filesystem::path file;
    double ascent = 0, descent = 0;  // above and below the baseline, both positive
    double digit_advance = 0;        // of the widest digit: all digits advance by it, centred
};

// The two weights of one family: files and screen show the same letters.
struct FontFamily {
    std::string name;
    FontFace regular, semi_bold;
};

struct FontChoice {
    std::string name;
    int semi_bold = 0;  // the weight, by OpenType's scale of 1-1000, that stands for semi-bold
};

// The first family whose two weights both lie in static font files, found through fontconfig. Throws Error
// that names the families looked for.
FontFamily find_fonts(std::span<const FontChoice> choices);

// Inter, else DejaVu Sans; found once. Any thread. Throws Error when neither is installed.
const FontFamily& fonts();

}  // namespace reweigh
