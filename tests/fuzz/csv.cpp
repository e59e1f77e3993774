#include "core/data/csv.h"

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace reweigh;
    try {
        parse_csv({reinterpret_cast<const char*>(data), size}, "f");
    } catch (const Error&) {
    }
    return 0;
}
