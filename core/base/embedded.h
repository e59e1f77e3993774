#pragma once

#include <span>
#include <string_view>

namespace reweigh {

// A file of the source tree that travels inside the program. Path as seen from its top folder, with slashes.
struct EmbeddedFile {
    std::string_view path, text;
};

std::span<const EmbeddedFile> embedded_assets();   // experiments, colour maps
std::span<const EmbeddedFile> embedded_shaders();  // linked into the window only

}  // namespace reweigh
