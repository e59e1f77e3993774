#include "app/headless.h"
#include "core/base/plugin.h"
#include "core/engine/torch_plugin.h"

#include <filesystem>

namespace reweigh {
namespace {

std::string compiler() {
#if defined(__clang__)
    return "clang++ " __clang_version__;
#else
    return "g++ " __VERSION__;
#endif
}

std::string simd_level() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) return "AVX-512";
    if (__builtin_cpu_supports("avx2")) return "AVX2";
    return "SSE2";
#else
    return "unknown";
#endif
}

}  // namespace

std::vector<std::pair<std::string, std::string>> version_facts() {
    return {{"reweigh", REWEIGH_VERSION},
            {"commit", REWEIGH_COMMIT},
            {"compiler", compiler()},
            {"libtorch", torch_release().value_or("none")}};
}

std::string version_text() {
    const bool has_torch = std::filesystem::exists(program_folder() / "libreweigh_torch.so");
    return "reweigh " REWEIGH_VERSION "\ncommit: " REWEIGH_COMMIT "\ncompiler: " + compiler() +
           "\nLibTorch: " + (has_torch ? "yes" : "no") + "\nCUDA: no\nSIMD: " + simd_level() + "\n";
}

}  // namespace reweigh
