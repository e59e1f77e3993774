#include "core/state/safetensors.h"

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace reweigh;
    try {
        const TensorFile file = read_safetensors({reinterpret_cast<const char*>(data), size}, "f");
        for (const StoredTensor& tensor : file.tensors)
            if (tensor.type == TensorType::F32 || tensor.type == TensorType::F16 ||
                tensor.type == TensorType::BF16)
                floats_of(tensor, "f");
    } catch (const Error&) {
    }
    return 0;
}
