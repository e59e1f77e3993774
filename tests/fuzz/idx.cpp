#include "core/data/idx.h"

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace reweigh;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        parse_idx_images(bytes, "f");
    } catch (const Error&) {
    }
    try {
        parse_idx_labels(bytes, "f");
    } catch (const Error&) {
    }
    return 0;
}
