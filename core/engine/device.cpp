#include "core/engine/device.h"

#include "core/engine/fused/cuda_engine.h"

namespace reweigh {
namespace {

Device& chosen() {
    static Device device;
    return device;
}

}  // namespace

void set_device(Device device) {
    if (device.kind == Device::Kind::Cuda) fused::cuda_plugin();
    chosen() = device;
}

Device device() { return chosen(); }

}  // namespace reweigh
