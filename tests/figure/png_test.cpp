#include "core/figure/png.h"

#include "core/base/error.h"

#include <doctest/doctest.h>

namespace reweigh {

TEST_CASE("chunks put into a PNG have the right lengths and checksums") {
    std::string bare = "\x89PNG\r\n\x1a\n";
    bare += std::string(25, 'h');
    bare += "middle";
    bare += std::string("\0\0\0\0IEND\xae\x42\x60\x82", 12);
    const std::string annotated = annotate_png(bare, 300, {.title = "T", .description = "", .recipe = ""});
    // Checksums by zlib's crc32 of the type and the content.
    const std::string resolution("\0\0\0\x09pHYs\0\0\x2e\x23\0\0\x2e\x23\x01\x78\xa5\x3f\x76", 21);
    const std::string title = std::string("\0\0\0\x0biTXtTitle\0\0\0\0\0T", 19) + "\xd3\xeb\x1b\xe4";
    CHECK(annotated.substr(33, 21) == resolution);
    CHECK(annotated.substr(54, 6) == "middle");
    CHECK(annotated.substr(60, 23) == title);
    CHECK(annotated.ends_with("IEND\xae\x42\x60\x82"));
}

TEST_CASE("bytes that are no PNG are refused") {
    CHECK_THROWS_AS(decode_png("GIF89a", "a.png"), Error);
    CHECK_THROWS_AS(decode_png("", "a.png"), Error);
}

}  // namespace reweigh
