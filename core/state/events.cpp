#include "core/state/events.h"

#include <array>
#include <cstring>

namespace reweigh {
namespace {

// CRC-32C (Castagnoli), reflected, as TFRecord wants it: rotated and shifted by a constant.
std::uint32_t masked_crc(std::string_view bytes) {
    std::uint32_t crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0x82f63b78u : 0u);
    }
    crc = ~crc;
    return (crc >> 15 | crc << 17) + 0xa282ead8u;
}

template <class Number>
std::string little_endian(Number number) {
    std::string bytes(sizeof number, '\0');
    std::memcpy(bytes.data(), &number, sizeof number);
    return bytes;
}

// Protocol buffers: a number in groups of seven bits, a field's key, fields by their wire types.
std::string varint(std::uint64_t number) {
    std::string bytes;
    for (; number >= 0x80; number >>= 7) bytes += static_cast<char>(number | 0x80);
    return bytes + static_cast<char>(number);
}

enum WireType : std::uint64_t { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

std::string key(std::uint64_t field, WireType type) { return varint(field << 3 | type); }

std::string bytes_field(std::uint64_t field, std::string_view bytes) {
    return key(field, Bytes) + varint(bytes.size()) + std::string(bytes);
}

std::string record(std::string_view event) {
    const std::string length = little_endian(static_cast<std::uint64_t>(event.size()));
    return length + little_endian(masked_crc(length)) + std::string(event) + little_endian(masked_crc(event));
}

// Event: 1 wall_time, 2 step, 3 file_version, 5 summary; Summary: 1 value; Value: 1 tag, 2 simple_value.
std::string scalar(const ScalarEvent& event) {
    const std::string value = bytes_field(1, event.tag) + key(2, Fixed32) + little_endian(event.value);
    return key(1, Fixed64) + little_endian(event.wall_time) + key(2, Varint) +
           varint(static_cast<std::uint64_t>(event.step)) + bytes_field(5, bytes_field(1, value));
}

}  // namespace

std::string to_event_file(const std::vector<ScalarEvent>& events) {
    std::string file = record(key(1, Fixed64) + little_endian(0.0) + bytes_field(3, "brain.Event:2"));
    for (const ScalarEvent& event : events) file += record(scalar(event));
    return file;
}

}  // namespace reweigh
