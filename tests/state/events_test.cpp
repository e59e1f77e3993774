#include "core/state/events.h"

#include <doctest/doctest.h>

#include <cstring>

using namespace reweigh;

namespace {

std::uint64_t length_at(const std::string& bytes, std::size_t at) {
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data() + at, sizeof length);
    return length;
}

}  // namespace

TEST_CASE("an event file is a chain of records that begins with its version") {
    const std::string bytes = to_event_file({{"loss", 300, 1.5, 0.25f}, {"mlp/offset", 301, 2, -1}});
    std::vector<std::string> records;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::uint64_t length = length_at(bytes, at);
        records.push_back(bytes.substr(at + 12, length));
        at += 16 + length;
        REQUIRE(at <= bytes.size());
    }
    REQUIRE(records.size() == 3);
    CHECK(
        records[0].ends_with("\x1a\x0d"
                             "brain.Event:2"));
    // wall_time 1.5; step 300 = ac 02; summary { value { tag "loss", simple_value 0.25 } }
    CHECK(
        records[1] ==
        std::string("\x09\0\0\0\0\0\0\xf8\x3f\x10\xac\x02\x2a\x0d\x0a\x0b\x0a\x04loss\x15\0\0\x80\x3e", 27));
}

TEST_CASE("the checksums are those of TFRecord") {
    // The version record of TensorFlow itself: length 24, its masked CRC-32C.
    const std::string bytes = to_event_file({});
    CHECK(length_at(bytes, 0) == 24);
    CHECK(bytes.substr(8, 4) == "\xa3\x7f\x4b\x22");
}
