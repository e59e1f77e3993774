#include "core/engine/torch/peers/peers.h"
#include "core/engine/torch/torch_engine.h"
#include "core/engine/torch_plugin.h"

#include <torch/version.h>

extern "C" int reweigh_torch_version() { return reweigh::torch_plugin_version; }

extern "C" reweigh::Engine* reweigh_make_torch_engine(const reweigh::EngineTask& task) {
    return new reweigh::torch_engine::TorchEngine(task);
}

extern "C" reweigh::StepLoop* reweigh_make_torch_peer(const reweigh::EngineTask& task,
                                                      const reweigh::Live& live, reweigh::TorchPeer kind) {
    return reweigh::torch_engine::make_peer(task, live, kind).release();
}

extern "C" const char* reweigh_torch_release() { return TORCH_VERSION; }
