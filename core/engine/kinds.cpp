#include "core/base/error.h"
#include "core/base/log.h"
#include "core/engine/device.h"
#include "core/engine/engine.h"
#include "core/engine/fused/cuda_engine.h"
#include "core/engine/fused/engine.h"
#include "core/engine/reference/engine.h"
#include "core/engine/torch_plugin.h"

#include <array>
#include <optional>
#include <string>

namespace reweigh {
namespace {

// An engine that users can name. refuses: why it cannot serve the task, or nothing.
struct EngineKind {
    EngineChoice choice;
    std::optional<std::string> (*refuses)(const EngineTask& task);
    std::unique_ptr<Engine> (*make)(const EngineTask& task);
};

std::optional<std::string> reference_refuses(const EngineTask& task) {
    const auto* mlp = std::get_if<MlpParams>(&task.model);
    if (!mlp || (mlp->hidden >= 1 && mlp->hidden <= 1024)) return std::nullopt;
    return "The engine \"reference\" has 1 to 1024 hidden units; the model has " +
           std::to_string(mlp->hidden) + ".";
}

// In the order in which `auto` tries them.
constexpr std::array kinds{
    EngineKind{EngineChoice::Fused, fused::fused_refuses, fused::make_fused_engine},
    EngineKind{EngineChoice::Reference, reference_refuses, reference::make_reference_engine},
    EngineKind{EngineChoice::Torch, torch_refuses, make_torch_engine},
};

// Fewer replicas than warps that a GPU needs to be faster than a core.
constexpr std::size_t least_gpu_replicas = 7;

// An engine on the GPU; nothing where the processor trains. Throws Error where the GPU was asked for.
std::unique_ptr<Engine> on_gpu(const EngineTask& task) {
    const Device wanted = device();
    const bool serves = task.setup.engine == EngineChoice::Auto || task.setup.engine == EngineChoice::Fused;
    if (wanted.kind == Device::Kind::Cpu || !serves) return nullptr;
    const bool insists = wanted.kind == Device::Kind::Cuda;
    if (!insists && task.setup.replicas.size() < least_gpu_replicas) return nullptr;
    try {
        if (const std::optional<std::string> reason = fused::cuda_refuses(task)) throw Error(*reason);
        return fused::make_cuda_engine(task, wanted.index);
    } catch (const Error& reason) {
        if (insists) throw;
        const std::string sentence = reason.what();
        log(LogLevel::Note, "engine", sentence.substr(0, sentence.size() - 1) + "; using the CPU.");
        return nullptr;
    }
}

}  // namespace

std::unique_ptr<Engine> make_engine(const EngineTask& task) {
    if (std::unique_ptr<Engine> engine = on_gpu(task)) return engine;
    std::string reasons;
    for (const EngineKind& kind : kinds) {
        if (task.setup.engine != EngineChoice::Auto && task.setup.engine != kind.choice) continue;
        const std::optional<std::string> reason = kind.refuses(task);
        if (!reason) return kind.make(task);
        reasons += (reasons.empty() ? "" : " ") + *reason;
    }
    throw Error(reasons);
}

}  // namespace reweigh
