#pragma once

#include "core/base/file.h"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace reweigh {

// The text of tests/golden/`name`; with REWEIGH_UPDATE_GOLDEN=1 it becomes `found` first.
inline std::string golden(const std::string& name, const std::string& found) {
    const std::filesystem::path path = std::filesystem::path(REWEIGH_SOURCE_FOLDER) / "tests/golden" / name;
    const char* update = std::getenv("REWEIGH_UPDATE_GOLDEN");
    if (update && std::string(update) == "1") write_atomically(path, found);
    return read_file(path);
}

}  // namespace reweigh
