#include "app/desktop.h"

#include <spawn.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

extern char** environ;

namespace reweigh {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

fs::path folder(const char* name, const fs::path& in_home) {
    const std::string named = variable(name);
    return named.empty() ? fs::path(variable("HOME")) / in_home : fs::path(named);
}

bool file_says(const fs::path& path, std::string_view words) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        if (line.find(words) != std::string::npos) return true;
    return false;
}

}  // namespace

bool desktop_is_dark() {
    const std::string theme = variable("GTK_THEME");
    if (!theme.empty()) return theme.find("dark") != std::string::npos;
    const fs::path config = folder("XDG_CONFIG_HOME", ".config");
    return file_says(config / "gtk-4.0/settings.ini", "gtk-application-prefer-dark-theme=1") ||
           file_says(config / "gtk-3.0/settings.ini", "gtk-application-prefer-dark-theme=1") ||
           file_says(config / "gtk-3.0/settings.ini", "gtk-application-prefer-dark-theme=true") ||
           file_says(config / "kdeglobals", "ColorScheme=BreezeDark");
}

fs::path pictures_folder() {
    if (const std::string home = variable("REWEIGH_HOME"); !home.empty()) return fs::path(home) / "pictures";
    return folder("XDG_PICTURES_DIR", "Pictures") / "Reweigh";
}

fs::path state_folder() {
    if (const std::string home = variable("REWEIGH_HOME"); !home.empty()) return fs::path(home) / "state";
    return folder("XDG_STATE_HOME", ".local/state") / "reweigh";
}

bool open_folder(const fs::path& folder) {
    std::string program = "xdg-open", argument = folder.string();
    char* arguments[] = {program.data(), argument.data(), nullptr};
    pid_t child = 0;
    return posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ) == 0;
}

}  // namespace reweigh
