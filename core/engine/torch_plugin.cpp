#include "core/engine/torch_plugin.h"

#include "core/base/error.h"
#include "core/base/plugin.h"
#include "core/engine/device.h"
#include "core/engine/gpu_driver.h"

namespace reweigh {
namespace {

std::filesystem::path library_path() { return program_folder() / "libreweigh_torch.so"; }

Plugin open_plugin() {
    Plugin plugin(library_path());
    const int version = plugin.function<TorchVersion>("reweigh_torch_version")();
    if (version != torch_plugin_version)
        throw Error(library_path().string() + " has version " + std::to_string(version) +
                    "; this program needs version " + std::to_string(torch_plugin_version) + ".");
    // LibTorch asks only once which devices there are: its part for GPUs is opened before anything else.
    if (device().kind != Device::Kind::Cpu && !gpu_driver_refuses())
        plugin.function<TorchGpuRefuses>("reweigh_torch_gpu_refuses")(device().index);
    return plugin;
}

template <class Function>
Function* function(const char* name) {
    static const Plugin plugin = open_plugin();  // tried again after a failure
    return plugin.function<Function>(name);
}

std::optional<std::string> sentence_of(const char* reason) {
    if (reason == nullptr) return std::nullopt;
    return reason;
}

}  // namespace

bool torch_is_installed() { return std::filesystem::exists(library_path()); }

std::optional<std::string> torch_refuses(const EngineTask& task) {
    if (torch_is_installed()) return std::nullopt;
    const bool has_others = !takes_pictures(task.model) && is_plain_sgd(task.setup.optimizer);
    return "The engine \"torch\" is not installed (" + library_path().string() + " is missing)" +
           (has_others ? "; use the engine \"reference\"." : ".");
}

std::optional<std::string> torch_gpu_refuses(const EngineTask& task, int index) {
    if (!takes_pictures(task.model)) return "LibTorch trains points on the CPU.";
    if (std::optional<std::string> reason = torch_refuses(task)) return reason;
    if (std::optional<std::string> reason = gpu_driver_refuses()) return reason;
    return sentence_of(function<TorchGpuRefuses>("reweigh_torch_gpu_refuses")(index));
}

std::optional<std::string> torch_graphs_refuse(int index) {
    return sentence_of(function<TorchGraphsRefuse>("reweigh_torch_graphs_refuse")(index));
}

std::unique_ptr<Engine> make_torch_engine(const EngineTask& task) {
    return std::unique_ptr<Engine>(function<MakeTorchEngine>("reweigh_make_torch_engine")(task));
}

std::unique_ptr<StepLoop> make_torch_peer(const EngineTask& task, const Live& live, TorchPeer kind) {
    return std::unique_ptr<StepLoop>(function<MakeTorchPeer>("reweigh_make_torch_peer")(task, live, kind));
}

std::optional<std::string> torch_release() {
    if (!torch_is_installed()) return std::nullopt;
    return function<TorchRelease>("reweigh_torch_release")();
}

}  // namespace reweigh
