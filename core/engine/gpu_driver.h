#pragma once

#include <optional>
#include <string>

namespace reweigh {

// Why this computer's driver offers no GPU, in one sentence; nothing where it does.
std::optional<std::string> gpu_driver_refuses();

// Why there is no GPU of this number among those found, in one sentence; nothing where there is.
std::optional<std::string> gpu_index_refuses(int index, int found);

}  // namespace reweigh
