#include "core/experiment/checkpoint.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/state/safetensors.h"

#include <cstddef>
#include <cstdint>

// The metadata with right checksums, so that what lies behind them is reached: the input is the JSON text,
// the tensors are none.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace reweigh;
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        read_checkpoint(to_safetensors({{{"reweigh", text}, {"reweigh.sha256", sha256(text)}}, {}}), "f");
    } catch (const Error&) {
    }
    return 0;
}
