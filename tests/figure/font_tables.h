#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace reweigh::testing {

// Advances as an OpenType file itself states them, read without any font library: tables head, hhea, hmtx and
// cmap (format 4). OpenType specification 1.9.
class FontTables {
public:
    explicit FontTables(const std::filesystem::path& file);
    double advance(char32_t point) const;  // ems
    double ascent() const;
    double descent() const;  // positive

private:
    unsigned number(std::size_t at, int bytes) const;
    int signed_number(std::size_t at) const;
    std::size_t table(const std::string& tag) const;
    unsigned glyph_of(char32_t point) const;

    std::string bytes_;
    double units_per_em_;
};

}  // namespace reweigh::testing
