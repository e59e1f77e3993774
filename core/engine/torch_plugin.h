#pragma once

#include "core/engine/engine.h"
#include "core/engine/step_loop.h"

#include <optional>
#include <string>

// What libreweigh_torch.so exports: extern "C" functions of these names and types, with default visibility,
// made by the same compiler. Makers throw Error; the caller owns what they make.
//   extern "C" int reweigh_torch_version();                                       // torch_plugin_version
//   extern "C" reweigh::Engine* reweigh_make_torch_engine(const reweigh::EngineTask& task);
//   extern "C" reweigh::StepLoop* reweigh_make_torch_peer(const reweigh::EngineTask& task,
//                                                         const reweigh::Live& live, reweigh::TorchPeer
//                                                         kind);
//   extern "C" const char* reweigh_torch_release();                               // "2.11.0"
//   extern "C" const char* reweigh_torch_gpu_refuses(int index);     // null: it can; valid until the next
//   call extern "C" const char* reweigh_torch_graphs_refuse(int index);  // likewise

namespace reweigh {

// Counts up when EngineTask, Engine or anything that they hold changes.
inline constexpr int torch_plugin_version = 6;

// Loops as LibTorch's users write them, for benchmarks: plain SGD and reduction R0, on the points and in the
// order of the engines. ENGINE.md 7.
enum class TorchPeer {
    Eager,    // modules, autograd and optim::SGD, replica after replica
    Aten,     // the MLP's gradient by hand with ATen's operations, replica after replica
    Baddbmm,  // the MLP's replicas as batched tensors through autograd
};

using TorchVersion = int();
using TorchRelease = const char*();
using TorchGpuRefuses = const char*(int index);
using TorchGraphsRefuse = const char*(int index);
using MakeTorchEngine = Engine*(const EngineTask& task);
using MakeTorchPeer = StepLoop*(const EngineTask& task, const Live& live, TorchPeer kind);

// Whether the plug-in lies beside the program. Opens nothing.
bool torch_is_installed();

// Why there is no such engine here: one sentence when the plug-in does not lie beside the program.
std::optional<std::string> torch_refuses(const EngineTask& task);

// Why LibTorch cannot train the task on the GPU of this number: one sentence. Opens the plug-in for a task
// that it could serve; throws as below.
std::optional<std::string> torch_gpu_refuses(const EngineTask& task, int index);

// Why LibTorch launches the operations of a step one by one on the GPU of this number, instead of steps
// recorded as graphs: one sentence. For a GPU that it can use; throws as below.
std::optional<std::string> torch_graphs_refuse(int index);

// An engine from the plug-in, on task.gpu or the processor. Throws Error with one sentence when it does not
// load or has another version.
std::unique_ptr<Engine> make_torch_engine(const EngineTask& task);
// The same of a peer; also throws Error for a task that it does not serve.
std::unique_ptr<StepLoop> make_torch_peer(const EngineTask& task, const Live& live, TorchPeer kind);
// LibTorch's release, or nothing without the plug-in. Throws as above.
std::optional<std::string> torch_release();

}  // namespace reweigh
