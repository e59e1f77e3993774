#pragma once

#include "core/state/safetensors.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace reweigh {

// The names that the writer and the reader of checkpoints share.
inline constexpr std::string_view metadata_key = "reweigh", metadata_digest_key = "reweigh.sha256";
inline constexpr const char* companion_prefix = "companion.";

inline std::string run_prefix(std::uint64_t run) { return std::to_string(run) + "/"; }
inline std::string keyframe_prefix(std::uint64_t run, std::int64_t step) {
    return run_prefix(run) + std::to_string(step) + "/";
}

}  // namespace reweigh
