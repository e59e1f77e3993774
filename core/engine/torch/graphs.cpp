#include "core/engine/torch/graphs.h"

#include "core/base/error.h"
#include "core/base/plugin.h"
#include "core/engine/torch/sentence.h"

#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/types.h>

#include <map>
#include <mutex>

namespace reweigh::torch_engine {
namespace {

const Plugin& plugin() {
    static const Plugin opened = [] {
        const std::filesystem::path library = program_folder() / "libreweigh_graphs.so";
        Plugin found(library);
        const int version = found.function<GraphsVersion>("reweigh_graphs_version")();
        if (version != graphs_plugin_version)
            throw Error(library.string() + " has version " + std::to_string(version) +
                        "; this program needs version " + std::to_string(graphs_plugin_version) + ".");
        return found;
    }();
    return opened;
}

// What a recording adds must be added at each play, and not before.
void try_recording(at::Device gpu) {
    const c10::StreamGuard stream(c10::impl::VirtualGuardImpl(gpu.type()).getStreamFromGlobalPool(gpu));
    const auto one = torch::ones({1}, gpu);
    auto sum = torch::zeros({1}, gpu);
    sum.add_(one * one).sub_(one);
    const std::unique_ptr<Recorder> graphs = make_graphs(1);
    const std::unique_ptr<Recording> recording = graphs->record(0, [&] { sum.add_(one * one); });
    for (int i = 0; i < 3; ++i) recording->play();
    if (sum.item<float>() != 3) throw Error("LibTorch failed: A graph did not do what was recorded.");
}

std::optional<std::string> reason_against(int index) {
    try {
        in_a_sentence([&] { try_recording(at::Device(at::kCUDA, static_cast<at::DeviceIndex>(index))); });
        return std::nullopt;
    } catch (const Error& reason) {
        return reason.what();
    }
}

}  // namespace

std::optional<std::string> graphs_refuse(int index) {
    static std::mutex one_at_a_time;
    static std::map<int, std::optional<std::string>> known;  // by GPU
    const std::lock_guard lock(one_at_a_time);
    const auto found = known.find(index);
    return found != known.end() ? found->second : known[index] = reason_against(index);
}

std::unique_ptr<Recorder> make_graphs(int lanes) {
    return std::unique_ptr<Recorder>(plugin().function<MakeGraphs>("reweigh_make_graphs")(lanes));
}

}  // namespace reweigh::torch_engine
