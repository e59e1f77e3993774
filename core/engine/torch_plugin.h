#pragma once

#include "core/engine/engine.h"

#include <optional>
#include <string>

// What libreweigh_torch.so exports: extern "C" functions of these names and types, with default visibility,
// made by the same compiler. The maker throws Error; the caller owns the engine.
//   extern "C" int reweigh_torch_version();                                       // torch_plugin_version
//   extern "C" reweigh::Engine* reweigh_make_torch_engine(const reweigh::EngineTask& task);

namespace reweigh {

// Counts up when EngineTask, Engine or anything that they hold changes.
inline constexpr int torch_plugin_version = 1;

using TorchVersion = int();
using MakeTorchEngine = Engine*(const EngineTask& task);

// Why there is no such engine here: one sentence when the plug-in does not lie beside the program.
std::optional<std::string> torch_refuses(const EngineTask& task);

// An engine from the plug-in. Throws Error with one sentence when it does not load or has another version.
std::unique_ptr<Engine> make_torch_engine(const EngineTask& task);

}  // namespace reweigh
