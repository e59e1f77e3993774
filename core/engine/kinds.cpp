#include "core/base/error.h"
#include "core/base/log.h"
#include "core/config/text.h"
#include "core/engine/device.h"
#include "core/engine/engine.h"
#include "core/engine/fused/cuda_engine.h"
#include "core/engine/fused/engine.h"
#include "core/engine/net_engine.h"
#include "core/engine/reference/engine.h"
#include "core/engine/torch_plugin.h"

#include <array>
#include <mutex>
#include <optional>
#include <set>
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
    if (std::optional<std::string> reason = nets_refuse("The engine \"reference\"", task)) return reason;
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

// What trains in the place of something faster, once for each reason.
void tell_once(const std::string& reason, const std::string& instead) {
    static std::mutex one_at_a_time;
    static std::set<std::string> told;
    const std::lock_guard lock(one_at_a_time);
    if (told.insert(reason).second)
        log(LogLevel::Note, "engine", reason.substr(0, reason.size() - 1) + "; using " + instead + ".");
}

// An engine of a GPU. refuses: why it cannot serve the task there, or nothing.
struct GpuKind {
    EngineChoice choice;
    std::size_t least_replicas;  // fewer of them train faster on the processor
    std::optional<std::string> (*refuses)(const EngineTask& task, int gpu);
    std::unique_ptr<Engine> (*make)(const EngineTask& task, int gpu);
};

constexpr GpuKind gpu_of_points{EngineChoice::Fused, 7,
                                [](const EngineTask& task, int) { return fused::cuda_refuses(task); },
                                fused::make_cuda_engine};
std::unique_ptr<Engine> make_torch_engine_on(const EngineTask& task, int gpu) {
    EngineTask there = task;
    there.gpu = gpu;
    std::unique_ptr<Engine> engine = make_torch_engine(there);
    if (const std::optional<std::string> reason = torch_graphs_refuse(gpu))
        tell_once(*reason, "a launch for each operation of a step");
    return engine;
}

constexpr GpuKind gpu_of_pictures{EngineChoice::Torch, 1, torch_gpu_refuses, make_torch_engine_on};

// An engine on the GPU; nothing where the processor trains. Throws Error where the GPU was asked for.
std::unique_ptr<Engine> on_gpu(const EngineTask& task) {
    const Device wanted = device();
    const GpuKind& kind = takes_pictures(task.model) ? gpu_of_pictures : gpu_of_points;
    const bool serves = task.setup.engine == EngineChoice::Auto || task.setup.engine == kind.choice;
    const bool insists = wanted.kind == Device::Kind::Cuda;
    if (insists && !serves)
        throw Error("The engine \"" + word_of(task.setup.engine) + "\" trains " +
                    (takes_pictures(task.model) ? "pictures" : "points") +
                    " on the CPU; a GPU needs the engine \"" + word_of(kind.choice) + "\".");
    if (wanted.kind == Device::Kind::Cpu || !serves) return nullptr;
    if (!insists && task.setup.replicas.size() < kind.least_replicas) return nullptr;
    try {
        if (const std::optional<std::string> reason = kind.refuses(task, wanted.index)) throw Error(*reason);
        return kind.make(task, wanted.index);
    } catch (const Error& reason) {
        if (insists) throw;
        tell_once(reason.what(), "the CPU");
        return nullptr;
    }
}

// The processor knows one precision.
void tell_precision(Precision chosen) {
    if (chosen != Precision::Auto && chosen != Precision::Fp32)
        tell_once("The precision \"" + word_of(chosen) + "\" is of networks for pictures on a GPU.",
                  "fp32 on the CPU");
}

}  // namespace

void require_matching(const EngineTask& task) {
    if (!task.data) return;
    const bool of_pictures = takes_pictures(task.model);
    const std::string model(kind_of_value(task.model).label);
    if (task.data->is_plane() != of_pictures && task.data->classes != class_count(task.model))
        throw Error("The " + model + " tells " + std::to_string(class_count(task.model)) +
                    " classes apart; the data have " + std::to_string(task.data->classes) + ".");
    if (task.data->is_plane() != of_pictures) return;
    throw Error(of_pictures ? "The model " + model + " needs pictures; the data are points."
                            : "The model " + model + " needs points; the data are pictures.");
}

std::unique_ptr<Engine> make_engine(const EngineTask& task) {
    require_matching(task);
    if (std::unique_ptr<Engine> engine = on_gpu(task)) return engine;
    tell_precision(task.setup.precision);
    std::string reasons;
    for (const EngineKind& kind : kinds) {
        if (task.setup.engine != EngineChoice::Auto && task.setup.engine != kind.choice) continue;
        const std::optional<std::string> reason = kind.refuses(task);
        if (!reason) {
            const bool is_slow = kind.choice == EngineChoice::Torch && !takes_pictures(task.model);
            if (is_slow && !reasons.empty()) tell_once(reasons, "LibTorch, many times slower");
            return kind.make(task);
        }
        reasons += (reasons.empty() ? "" : " ") + *reason;
    }
    throw Error(reasons);
}

}  // namespace reweigh
