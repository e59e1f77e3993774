#include "core/base/plugin.h"

#include "core/base/error.h"

#include <dlfcn.h>
#include <link.h>

#include <string>

namespace reweigh {
namespace {

// The loader's last message, without the path that it may begin with.
std::string reason(const std::string& library) {
    std::string message = ::dlerror();
    return message.starts_with(library + ": ") ? message.substr(library.size() + 2) : message;
}

}  // namespace

Plugin::Plugin(const std::filesystem::path& library, Names names)
    : library_(library),
      opened_(::dlopen(library.c_str(), RTLD_NOW | (names == Names::Shared ? RTLD_GLOBAL : RTLD_LOCAL))) {
    if (opened_ == nullptr) throw Error("Cannot open " + library.string() + ": " + reason(library) + ".");
}

std::filesystem::path Plugin::path() const {
    link_map* loaded = nullptr;
    if (::dlinfo(opened_, RTLD_DI_LINKMAP, static_cast<void*>(&loaded)) != 0)
        throw Error("Cannot tell where " + library_.string() + " lies: " + reason(library_) + ".");
    return loaded->l_name;
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
