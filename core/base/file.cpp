#include "core/base/file.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace reweigh {
namespace {

// Closes on every path; -1 owns nothing.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

std::string reason() { return std::strerror(errno); }

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw Error("Cannot write " + path.string() + ": " + reason() + ".");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

std::string read_file(const std::filesystem::path& path, std::size_t most_bytes) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open() && errno == ENOENT) throw Error(path.string() + ": no such file.");
    if (!file.is_open()) throw Error("Cannot read " + path.string() + ": " + reason() + ".");
    struct stat status {};
    if (::fstat(file.number(), &status) == 0 && S_ISDIR(status.st_mode))
        throw Error(path.string() + " is a folder, not a file.");
    std::string bytes;
    std::string block(std::size_t{1} << 16, '\0');
    while (true) {
        const ssize_t count = ::read(file.number(), block.data(), block.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw Error("Cannot read " + path.string() + ": " + reason() + ".");
        if (count == 0) break;
        bytes.append(block, 0, static_cast<std::size_t>(count));
        if (bytes.size() > most_bytes)
            throw Error(path.string() + ": more than " + std::to_string(most_bytes) + " bytes.");
    }
    if (bytes.empty()) throw Error(path.string() + " is empty.");
    return bytes;
}

void write_atomically(const std::filesystem::path& path, std::string_view bytes) {
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure) throw Error("Cannot make the folder " + folder.string() + ": " + failure.message() + ".");

    std::string temporary = path.string() + ".XXXXXX";
    const Descriptor file(::mkstemp(temporary.data()));
    if (!file.is_open()) throw Error("Cannot write to " + folder.string() + ": " + reason() + ".");
    try {
        ::fchmod(file.number(), 0644);
        write_all(file.number(), bytes, path);
        if (::fsync(file.number()) != 0) throw Error("Cannot write " + path.string() + ": " + reason() + ".");
        if (::rename(temporary.c_str(), path.c_str()) != 0)
            throw Error("Cannot replace " + path.string() + ": " + reason() + ".");
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
    const Descriptor parent(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent.is_open()) ::fsync(parent.number());
}

}  // namespace reweigh
