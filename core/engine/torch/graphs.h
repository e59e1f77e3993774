#pragma once

#include "core/engine/torch/recorder.h"

#include <memory>
#include <optional>
#include <string>

namespace reweigh::torch_engine {

// Why steps on the GPU of this number are not recorded as graphs, in one sentence; nothing where they are.
// The first call opens the plug-in beside the program and tries it. After gpu_refuses; any thread.
std::optional<std::string> graphs_refuse(int index);

// Records for so many lanes of a GPU, each a stream. Throws Error where the above gives a reason.
std::unique_ptr<Recorder> make_graphs(int lanes);

}  // namespace reweigh::torch_engine
