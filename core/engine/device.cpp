#include "core/engine/device.h"

#include "core/base/error.h"
#include "core/engine/fused/cuda_engine.h"
#include "core/engine/gpu_driver.h"
#include "core/engine/torch_plugin.h"

namespace reweigh {
namespace {

Device& chosen() {
    static Device device;
    return device;
}

// Points train by one plug-in, pictures by the other: one of them suffices. The other's opens slowly, so that
// the first of its engines tries it.
void require_gpu_engine() {
    if (const std::optional<std::string> reason = gpu_driver_refuses()) throw Error(*reason);
    if (!torch_is_installed()) fused::cuda_plugin();
}

}  // namespace

void set_device(Device device) {
    if (device.kind == Device::Kind::Cuda) require_gpu_engine();
    chosen() = device;
}

Device device() { return chosen(); }

}  // namespace reweigh
