#include "core/base/plugin.h"

#include "core/base/error.h"

#include <dlfcn.h>

#include <string>

namespace reweigh {
namespace {

// The loader's last message, without the path that it may begin with.
std::string reason(const std::string& library) {
    std::string message = ::dlerror();
    return message.starts_with(library + ": ") ? message.substr(library.size() + 2) : message;
}

}  // namespace

Plugin::Plugin(const std::filesystem::path& library)
    : library_(library), opened_(::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (opened_ == nullptr) throw Error("Cannot open " + library.string() + ": " + reason(library) + ".");
}

void* Plugin::address(const char* name) const {
    void* found = ::dlsym(opened_, name);
    if (found == nullptr) throw Error(library_.string() + " lacks \"" + name + "\".");
    return found;
}

std::filesystem::path program_folder() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

}  // namespace reweigh
