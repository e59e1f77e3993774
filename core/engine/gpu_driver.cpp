#include "core/engine/gpu_driver.h"

#include "core/base/error.h"
#include "core/base/plugin.h"

namespace reweigh {

std::optional<std::string> gpu_driver_refuses() {
    try {
        const Plugin driver("libcuda.so.1");
        return std::nullopt;
    } catch (const Error&) {
        return "No NVIDIA GPU found (libcuda.so.1 is missing).";
    }
}

std::optional<std::string> gpu_index_refuses(int index, int found) {
    if (index >= 0 && index < found) return std::nullopt;
    if (found == 0) return "No NVIDIA GPU found (the driver offers none).";
    return "No GPU \"cuda:" + std::to_string(index) + "\" found; there " +
           (found == 1 ? "is cuda:0." : "are cuda:0 to cuda:" + std::to_string(found - 1) + ".");
}

}  // namespace reweigh
