#include "core/engine/torch/gpu.h"
#include "core/engine/torch/graphs.h"
#include "core/engine/torch/peers/peers.h"
#include "core/engine/torch/sentence.h"
#include "core/engine/torch/side_by_side_engine.h"
#include "core/engine/torch/torch_engine.h"
#include "core/engine/torch_plugin.h"

#include <torch/version.h>

extern "C" int reweigh_torch_version() { return reweigh::torch_plugin_version; }

extern "C" reweigh::Engine* reweigh_make_torch_engine(const reweigh::EngineTask& task) {
    using namespace reweigh::torch_engine;
    if (auto network = make_network(task.model))
        return in_a_sentence([&] { return new SideBySideEngine(task, std::move(network), Place::of(task)); });
    return new TorchEngine(task);
}

extern "C" const char* reweigh_torch_gpu_refuses(int index) {
    thread_local std::optional<std::string> reason;
    reason = reweigh::torch_engine::gpu_refuses(index);
    return reason ? reason->c_str() : nullptr;
}

extern "C" const char* reweigh_torch_graphs_refuse(int index) {
    thread_local std::optional<std::string> reason;
    reason = reweigh::torch_engine::graphs_refuse(index);
    return reason ? reason->c_str() : nullptr;
}

extern "C" reweigh::StepLoop* reweigh_make_torch_peer(const reweigh::EngineTask& task,
                                                      const reweigh::Live& live, reweigh::TorchPeer kind) {
    return reweigh::torch_engine::make_peer(task, live, kind).release();
}

extern "C" const char* reweigh_torch_release() { return TORCH_VERSION; }
