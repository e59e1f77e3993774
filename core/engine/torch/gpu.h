#pragma once

#include <optional>
#include <string>

namespace reweigh::torch_engine {

// Why LibTorch cannot compute on the GPU of this number, in one sentence; nothing where it can. The first
// call opens LibTorch's part for GPUs, which must come before any other use of LibTorch; any thread.
std::optional<std::string> gpu_refuses(int index);

}  // namespace reweigh::torch_engine
