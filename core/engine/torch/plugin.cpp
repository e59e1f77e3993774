#include "core/engine/torch/torch_engine.h"
#include "core/engine/torch_plugin.h"

extern "C" int reweigh_torch_version() { return reweigh::torch_plugin_version; }

extern "C" reweigh::Engine* reweigh_make_torch_engine(const reweigh::EngineTask& task) {
    return new reweigh::torch_engine::TorchEngine(task);
}
