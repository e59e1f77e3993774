#include "core/base/error.h"
#include "core/data/cifar.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

// The first line is the side file, what follows the records of both splits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace reweigh;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::size_t line = std::min(text.find('\n'), text.size());
    const std::string records = text.substr(std::min(line + 1, text.size()));
    try {
        parse_cifar({{"source.json", text.substr(0, line)},
                     {"data_batch_1.bin", records},
                     {"test_batch.bin", records},
                     {"batches.meta.txt", text}},
                    "f");
    } catch (const Error&) {
    }
    try {
        parse_cifar({{"source.json", text.substr(0, line)},
                     {"data_batch_1.bin", records},
                     {"test_batch.bin", records}},
                    "f");
    } catch (const Error&) {
    }
    return 0;
}
