#pragma once

#include "core/state/setup.h"

#include <filesystem>
#include <string>

namespace reweigh {

// The weights of a safetensors file for the setup's models. A tensor that has the name of one of theirs
// ("mlp.W") is it. A file without such names, of any other program, gives the tensors that the model trains:
// in order of names the first of equal shape each, extents of 1 aside. Batch norm keeps its start. Throws
// Error that names the first tensor that differs. PRODUCT.md 7.
StartWeights read_start_weights(const std::filesystem::path& file, const Setup& setup);

// Whether a safetensors file was written by somebody else. Throws Error where it is none.
bool is_foreign(const std::filesystem::path& file);

}  // namespace reweigh
