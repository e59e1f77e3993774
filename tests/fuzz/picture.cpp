#include "core/base/error.h"
#include "core/data/pictures.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace reweigh;
    try {
        decode_picture({reinterpret_cast<const char*>(data), size}, "f", ImageShape{});
    } catch (const Error&) {
    }
    return 0;
}
