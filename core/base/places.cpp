#include "core/base/places.h"

#include <cstdlib>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

// What stands below $REWEIGH_HOME, or else below the desktop's folder.
struct Place {
    const char* in_own_home;
    const char* variable;
    const char* in_home;  // what the variable stands for
    const char* in_folder;
};

fs::path folder_of(const Place& place) {
    if (const std::string own = environment("REWEIGH_HOME"); !own.empty())
        return fs::path(own) / place.in_own_home;
    const std::string named = environment(place.variable);
    const fs::path folder = named.empty() ? fs::path(environment("HOME")) / place.in_home : fs::path(named);
    return folder / place.in_folder;
}

}  // namespace

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

fs::path pictures_folder() { return folder_of({"pictures", "XDG_PICTURES_DIR", "Pictures", "Reweigh"}); }

fs::path state_folder() { return folder_of({"state", "XDG_STATE_HOME", ".local/state", "reweigh"}); }

fs::path cache_folder() { return folder_of({"cache", "XDG_CACHE_HOME", ".cache", "reweigh"}); }

fs::path data_folder() { return folder_of({"data", "XDG_DATA_HOME", ".local/share", "reweigh/data"}); }

fs::path experiments_folder() {
    return folder_of({"experiments", "XDG_DATA_HOME", ".local/share", "reweigh/experiments"});
}

}  // namespace reweigh
