#include "core/data/jpeg_tables.h"

#include "core/data/pictures.h"
#include "tests/data/picture_bytes.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

namespace reweigh {
namespace {

std::string picture() { return jpeg_bytes(32, 32, std::vector<std::uint8_t>(3072, 100)); }

// The segment of a table with these counts of codes of one and of two bits, and as many values.
std::string table(int first, int second) {
    const int length = 19 + first + second;
    std::string bytes = "\xFF\xC4";
    for (const int value : {length / 256, length % 256, 0, first, second}) bytes += static_cast<char>(value);
    return bytes + std::string(static_cast<std::size_t>(14 + first + second), '\0');
}

std::string inserted(std::size_t at, const std::string& bytes) { return picture().insert(at, bytes); }

}  // namespace

TEST_CASE("tables of whole pictures are sound, with filling and further ones, too") {
    CHECK(has_sound_tables(picture()));
    CHECK(has_sound_tables(inserted(2, "\xFF\xFF")));
    CHECK(has_sound_tables(inserted(2, table(2, 0))));
    CHECK(has_sound_tables(picture() + table(2, 0)));
    CHECK(has_sound_tables(picture() + table(255, 1)));
}

TEST_CASE("tables of more codes than there are, or without their values, are not") {
    for (const std::string& bytes :
         {inserted(2, table(255, 2)), picture() + table(255, 2), picture() + table(255, 1).substr(0, 100),
          inserted(2, "\xFF\xC4\x00"), inserted(2, "x"), std::string("\xFF\xD8"), std::string()})
        CHECK_FALSE(has_sound_tables(bytes));
    CHECK(sentence_of([] { decode_picture(inserted(2, table(255, 2)), "f", ImageShape{}); }) ==
          "f cannot be decoded: its segments or tables are damaged.");
}

TEST_CASE("what looks like tables within a comment is none") {
    CHECK(has_sound_tables(inserted(2, std::string("\xFF\xFE\x00\x06\xFF\xC4\xFF\xFF", 8))));
}

}  // namespace reweigh
