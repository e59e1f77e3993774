#include "app/desktop.h"

#include "core/base/places.h"

#include <spawn.h>

#include <fstream>
#include <string>
#include <string_view>

extern char** environ;

namespace reweigh {
namespace {

namespace fs = std::filesystem;

// Of all programs.
fs::path config_folder() {
    const std::string named = environment("XDG_CONFIG_HOME");
    return named.empty() ? fs::path(environment("HOME")) / ".config" : fs::path(named);
}

bool file_says(const fs::path& path, std::string_view words) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        if (line.find(words) != std::string::npos) return true;
    return false;
}

}  // namespace

bool desktop_is_dark() {
    const std::string theme = environment("GTK_THEME");
    if (!theme.empty()) return theme.find("dark") != std::string::npos;
    const fs::path config = config_folder();
    return file_says(config / "gtk-4.0/settings.ini", "gtk-application-prefer-dark-theme=1") ||
           file_says(config / "gtk-3.0/settings.ini", "gtk-application-prefer-dark-theme=1") ||
           file_says(config / "gtk-3.0/settings.ini", "gtk-application-prefer-dark-theme=true") ||
           file_says(config / "kdeglobals", "ColorScheme=BreezeDark");
}

bool open_folder(const fs::path& folder) {
    std::string program = "xdg-open", argument = folder.string();
    char* arguments[] = {program.data(), argument.data(), nullptr};
    pid_t child = 0;
    return posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ) == 0;
}

}  // namespace reweigh
