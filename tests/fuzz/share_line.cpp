#include "core/experiment/share_line.h"

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace reweigh;
    try {
        read_share_line({reinterpret_cast<const char*>(data), size});
    } catch (const Error&) {
    }
    return 0;
}
