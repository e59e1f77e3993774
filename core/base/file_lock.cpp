#include "core/base/file_lock.h"

#include "core/base/error.h"
#include "core/base/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>

namespace reweigh {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file) {
    throw Error("Cannot lock " + file.string() + ": " + reason_of(errno) + ".");
}

// Between opening and locking the file may have been removed by who held it before.
bool is_still(const std::filesystem::path& file, const Descriptor& open) {
    struct stat named {
    }, held{};
    return ::stat(file.c_str(), &named) == 0 && ::fstat(open.number(), &held) == 0 &&
           named.st_ino == held.st_ino && named.st_dev == held.st_dev;
}

}  // namespace

std::optional<FileLock> FileLock::take(const std::filesystem::path& file) {
    while (true) {
        Descriptor open(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (!open.is_open()) refuse(file);
        if (::flock(open.number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK) return std::nullopt;
            refuse(file);
        }
        if (is_still(file, open)) return FileLock(file, std::move(open));
    }
}

void FileLock::touch() { ::futimens(held_.number(), nullptr); }

std::time_t FileLock::changed() const {
    struct stat status {};
    return ::fstat(held_.number(), &status) == 0 ? status.st_mtim.tv_sec : 0;
}

void FileLock::remove() { ::unlink(file_.c_str()); }

}  // namespace reweigh
