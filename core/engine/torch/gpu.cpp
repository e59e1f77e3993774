#include "core/engine/torch/gpu.h"

#include "core/base/error.h"
#include "core/base/plugin.h"
#include "core/engine/gpu_driver.h"
#include "core/engine/torch/sentence.h"

#include <ATen/Context.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/types.h>

#include <filesystem>

namespace reweigh::torch_engine {
namespace {

// Beside the part for processors, which is open already.
std::optional<std::string> open_cuda() {
    const std::filesystem::path library = Plugin("libtorch_cpu.so").path().parent_path() / "libtorch_cuda.so";
    if (!std::filesystem::exists(library))
        return "LibTorch trains on the CPU here (" + library.string() + " is missing).";
    try {
        const Plugin cuda(library, Plugin::Names::Shared);
    } catch (const Error& reason) {
        return "LibTorch trains on the CPU here: c" + std::string(reason.what()).substr(1);
    }
    if (!c10::impl::hasDeviceGuardImpl(at::kCUDA))
        return "LibTorch trains on the CPU here (" + library.string() + " has no CUDA).";
    return std::nullopt;
}

// A GPU may be older than every kernel of this LibTorch.
void require_kernels(int index) {
    const at::Device gpu(at::kCUDA, static_cast<at::DeviceIndex>(index));
    const auto two = torch::ones({1}, gpu) + torch::ones({1}, gpu);
    if (two.item<float>() != 2) throw Error("The GPU does not compute.");
}

}  // namespace

std::optional<std::string> gpu_refuses(int index) {
    static const std::optional<std::string> closed = open_cuda();
    if (closed) return closed;
    try {
        return in_a_sentence([&]() -> std::optional<std::string> {
            const int found = c10::impl::VirtualGuardImpl(at::kCUDA).deviceCount();
            if (std::optional<std::string> reason = gpu_index_refuses(index, found)) return reason;
            if (!at::hasCUDA())  // it asks once
                return "LibTorch trains on the CPU here: it was in use before its part for GPUs was opened.";
            require_kernels(index);
            return std::nullopt;
        });
    } catch (const Error& reason) {
        return reason.what();
    }
}

}  // namespace reweigh::torch_engine
