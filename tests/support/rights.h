#pragma once

#include "core/base/error.h"

#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace reweigh {

// Permission bits mean something while this lives, for root too: it acts as nobody.
class WithoutRootRights {
public:
    WithoutRootRights() {
        constexpr uid_t nobody = 65534;
        if (::geteuid() == 0 && ::seteuid(nobody) != 0) throw Error("Cannot act as nobody.");
    }
    ~WithoutRootRights() {
        static_cast<void>(::seteuid(::getuid()));
        ::prctl(PR_SET_DUMPABLE, 1);  // lost with the rights; the leak checker needs it
    }
    WithoutRootRights(const WithoutRootRights&) = delete;
    WithoutRootRights& operator=(const WithoutRootRights&) = delete;
};

// A file system of its own in a folder, for as long as this lives; only root may make one.
class SmallDisk {
public:
    // `options`: of tmpfs, "size=64k"; `flags`: of mount(2).
    SmallDisk(std::filesystem::path folder, const char* options, unsigned long flags = 0)
        : folder_(std::move(folder)),
          is_there_(::mount("tmpfs", folder_.c_str(), "tmpfs", flags, options) == 0) {}
    ~SmallDisk() {
        if (is_there_) ::umount2(folder_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    bool is_there() const { return is_there_; }

private:
    std::filesystem::path folder_;
    bool is_there_;
};

}  // namespace reweigh
