#include "app/window_command.h"
#include "core/base/plugin.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace reweigh {

int open_window(const WindowRequest&, char** arguments) {
    const std::filesystem::path program = program_folder() / "reweigh-window";
    if (!std::filesystem::exists(program))
        throw DeviceError("This build has no window (" + program.string() + " is missing).");
    ::execv(program.c_str(), arguments);  // returns only when it fails
    throw DeviceError("Cannot start " + program.string() + ": " + std::strerror(errno) + ".");
}

}  // namespace reweigh
