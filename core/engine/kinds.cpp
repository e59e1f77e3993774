#include "core/base/error.h"
#include "core/engine/engine.h"
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

}  // namespace

std::unique_ptr<Engine> make_engine(const EngineTask& task) {
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
