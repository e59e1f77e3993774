#include "core/base/file.h"

#include "core/base/descriptor.h"
#include "core/base/error.h"
#include "core/base/temporary_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

std::string reason() { return reason_of(errno); }

// A save that failed: its reason, and what it left as it was.
struct SaveError : Error {
    SaveError(const fs::path& path, const std::string& why)
        : Error("Cannot save " + path.string() + ": " + why + "." + intact(path)) {}

private:
    static std::string intact(const fs::path& path) {
        std::error_code unreadable;
        return fs::exists(path, unreadable) ? " The old file is intact." : "";
    }
};

std::string name_of(const fs::path& path) { return path == "-" ? "The standard input" : path.string(); }

Descriptor open_for_reading(const fs::path& path) {
    Descriptor file(path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open() && errno == ENOENT) throw Error(name_of(path) + ": no such file.");
    if (!file.is_open()) throw Error("Cannot read " + name_of(path) + ": " + reason() + ".");
    struct stat status {};
    if (::fstat(file.number(), &status) == 0 && S_ISDIR(status.st_mode))
        throw Error(name_of(path) + " is a folder, not a file.");
    return file;
}

// Block after block until there are `wanted` bytes or no more.
std::string read_at_least(const fs::path& path, std::size_t wanted) {
    const Descriptor file = open_for_reading(path);
    std::string bytes;
    std::string block(std::size_t{1} << 16, '\0');
    while (bytes.size() < wanted) {
        const ssize_t count = ::read(file.number(), block.data(), block.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw Error("Cannot read " + name_of(path) + ": " + reason() + ".");
        if (count == 0) break;
        bytes.append(block, 0, static_cast<std::size_t>(count));
    }
    if (bytes.empty()) throw Error(name_of(path) + " is empty.");
    return bytes;
}

// What may still be written beside the file; nothing where the file system does not say.
std::optional<std::uint64_t> free_bytes(const fs::path& folder) {
    struct statvfs room {};
    if (::statvfs(folder.c_str(), &room) != 0 || room.f_blocks == 0) return std::nullopt;
    return std::uint64_t{room.f_bavail} * room.f_frsize;
}

void require_room(const fs::path& path, const fs::path& folder, std::uint64_t needed) {
    const auto room = free_bytes(folder);
    if (room && *room < needed)
        throw SaveError(
            path, size_text(needed, Rounding::Up) + " needed, " + size_text(*room, Rounding::Down) + " free");
}

// A file that is filled, of so many bytes in all. Throws Error; the part that was written is gone.
class Filling {
public:
    Filling(const TemporaryFile& file, std::uint64_t size, const fs::path& path, const fs::path& folder)
        : file_(file), size_(size), path_(path), folder_(folder) {}

    void append(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t written = ::write(file_.number(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) refuse();
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void reach_disk() const {
        if (::fsync(file_.number()) != 0) refuse();
    }

private:
    [[noreturn]] void refuse() const {
        const int error = errno;
        if (error == ENOSPC && ::ftruncate(file_.number(), 0) == 0) require_room(path_, folder_, size_);
        throw SaveError(path_, reason_of(error));
    }

    const TemporaryFile& file_;
    std::uint64_t size_;
    const fs::path &path_, &folder_;
};

// A second name for what is about to be replaced; a copy where the file system has no second names.
void keep_former(const fs::path& path) {
    const fs::path kept = path.string() + "~";
    std::error_code failure;
    if (!fs::is_regular_file(path, failure)) return;
    fs::remove(kept, failure);
    fs::create_hard_link(path, kept, failure);
    if (failure) fs::copy_file(path, kept, failure);
    if (failure) throw SaveError(path, "the former file cannot be kept: " + reason_of(failure.value()));
}

}  // namespace

std::string read_file(const fs::path& path, std::size_t most_bytes) {
    std::string bytes = read_at_least(path, most_bytes + 1);
    if (bytes.size() > most_bytes)
        throw Error(name_of(path) + ": more than " + std::to_string(most_bytes) + " bytes.");
    return bytes;
}

std::string read_beginning(const fs::path& path, std::size_t bytes) {
    return read_at_least(path, bytes).substr(0, bytes);
}

void require_room(const fs::path& path, std::uint64_t bytes) {
    require_room(path, path.has_parent_path() ? path.parent_path() : ".", bytes);
}

void require_writable(const fs::path& folder) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw Error("Cannot make the folder " + folder.string() + ": " + reason_of(failure.value()) + ".");
    if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
        throw Error("Cannot write to " + folder.string() + ": " + reason() + ".");
}

fs::path followed(const fs::path& path) {
    std::error_code failure;
    if (!fs::is_symlink(path, failure)) return path;
    const fs::path end = fs::weakly_canonical(path, failure);
    return failure ? path : end;
}

void write_atomically(const fs::path& path, std::string_view bytes, Former former) {
    write_atomically(
        path, bytes.size(), [&](const ByteSink& sink) { sink(bytes); }, former);
}

void write_atomically(const fs::path& named, std::uint64_t size,
                      const std::function<void(const ByteSink&)>& give, Former former) {
    const fs::path path = followed(named);
    const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
    require_writable(folder);
    require_room(path, folder, size);
    {
        TemporaryFile file(path);
        if (!file.is_open()) throw Error("Cannot write to " + folder.string() + ": " + reason() + ".");
        const Filling filling(file, size, path, folder);
        give([&](std::string_view bytes) { filling.append(bytes); });
        filling.reach_disk();
        if (former == Former::Kept) keep_former(path);
        if (!file.become_target()) throw SaveError(path, reason());
    }
    const Descriptor parent(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent.is_open()) ::fsync(parent.number());
}

std::string reason_of(int error_number) {
    std::string text = std::strerror(error_number);
    text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    return text;
}

std::string size_text(std::uint64_t bytes, Rounding rounding) {
    constexpr std::array units{"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
    std::size_t unit = 0;
    std::uint64_t size = 1;
    for (; bytes / size >= 1000 && unit + 1 < units.size(); ++unit) size *= 1000;
    const std::uint64_t whole = bytes / size + (rounding == Rounding::Up && bytes % size != 0 ? 1 : 0);
    return std::to_string(whole) + " " + (bytes == 1 ? "byte" : units[unit]);
}

}  // namespace reweigh
