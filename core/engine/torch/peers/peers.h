#pragma once

#include "core/engine/torch_plugin.h"

namespace reweigh::torch_engine {

// Throws Error naming what the peer does not serve.
std::unique_ptr<StepLoop> make_peer(const EngineTask& task, const Live& live, TorchPeer kind);

std::unique_ptr<StepLoop> make_eager_peer(const EngineTask& task, const Live& live);
std::unique_ptr<StepLoop> make_aten_peer(const EngineTask& task, const Live& live);
std::unique_ptr<StepLoop> make_baddbmm_peer(const EngineTask& task, const Live& live);

}  // namespace reweigh::torch_engine
