#include "tests/figure/font_tables.h"

#include "core/base/error.h"
#include "core/base/file.h"

#include <algorithm>

namespace reweigh::testing {

FontTables::FontTables(const std::filesystem::path& file)
    : bytes_(read_file(file)), units_per_em_(number(table("head") + 18, 2)) {}

unsigned FontTables::number(std::size_t at, int bytes) const {
    unsigned value = 0;
    for (int i = 0; i < bytes; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes_.at(at + static_cast<std::size_t>(i)));
    return value;
}

int FontTables::signed_number(std::size_t at) const { return static_cast<std::int16_t>(number(at, 2)); }

std::size_t FontTables::table(const std::string& tag) const {
    const unsigned count = number(4, 2);
    for (std::size_t record = 12; record < 12 + 16 * count; record += 16)
        if (bytes_.compare(record, 4, tag) == 0) return number(record + 8, 4);
    throw Error("no table " + tag);
}

unsigned FontTables::glyph_of(char32_t point) const {
    const std::size_t cmap = table("cmap");
    std::size_t map = 0;
    for (std::size_t i = 0; i < number(cmap + 2, 2); ++i) {
        const std::size_t subtable = cmap + number(cmap + 4 + 8 * i + 4, 4);
        if (number(subtable, 2) == 4) map = subtable;
    }
    const std::size_t twice_segments = number(map + 6, 2);
    const std::size_t ends = map + 14, starts = ends + twice_segments + 2;
    for (std::size_t i = 0; i < twice_segments; i += 2) {
        if (point > number(ends + i, 2)) continue;
        const unsigned start = number(starts + i, 2), delta = number(starts + twice_segments + i, 2);
        const std::size_t offset_place = starts + 2 * twice_segments + i;
        const unsigned offset = number(offset_place, 2);
        if (point < start) return 0;
        if (offset == 0) return (static_cast<unsigned>(point) + delta) & 0xFFFF;
        return number(offset_place + offset + 2 * (point - start), 2);
    }
    return 0;
}

double FontTables::advance(char32_t point) const {
    const unsigned last = number(table("hhea") + 34, 2) - 1;
    return number(table("hmtx") + 4 * std::min(glyph_of(point), last), 2) / units_per_em_;
}

double FontTables::ascent() const { return signed_number(table("hhea") + 4) / units_per_em_; }
double FontTables::descent() const { return -signed_number(table("hhea") + 6) / units_per_em_; }

}  // namespace reweigh::testing
