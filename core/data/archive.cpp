#include "core/data/archive.h"

#include "core/base/file.h"
#include "core/config/text.h"
#include "core/data/other_kinds.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <fstream>
#include <memory>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_unpacked_bytes = 200'000'000;
constexpr std::size_t block_bytes = std::size_t{1} << 16;

[[noreturn]] void refuse_large(const fs::path& file) {
    throw Error(file.string() + " unpacks to more than 200 MB, expected 184 MB; nothing was unpacked.");
}

enum class Format { Tar, Raw };

// A file that libarchive reads.
class Archive {
public:
    Archive(const fs::path& file, Format format);
    archive* get() const { return opened_.get(); }
    [[noreturn]] void refuse_damaged() const;

private:
    static la_ssize_t read_block(archive*, void* self, const void** block);

    fs::path file_;
    std::ifstream stream_;
    std::string block_ = std::string(block_bytes, '\0');
    std::unique_ptr<archive, decltype(&archive_read_free)> opened_;
};

la_ssize_t Archive::read_block(archive*, void* self, const void** block) {
    Archive& own = *static_cast<Archive*>(self);
    own.stream_.read(own.block_.data(), static_cast<std::streamsize>(own.block_.size()));
    *block = own.block_.data();
    return own.stream_.gcount();
}

Archive::Archive(const fs::path& file, Format format)
    : file_(file), stream_(file, std::ios::binary), opened_(archive_read_new(), &archive_read_free) {
    refuse_other_kinds(read_beginning(file, 1024), file.string(), "an archive");
    archive_read_support_filter_gzip(get());
    archive_read_support_filter_xz(get());
    if (format == Format::Tar)
        archive_read_support_format_tar(get());
    else
        archive_read_support_format_raw(get());
    if (archive_read_open(get(), this, nullptr, &read_block, nullptr) != ARCHIVE_OK) refuse_damaged();
}

// libarchive has no code for a file that was cut; such a one has been read to its end.
void Archive::refuse_damaged() const {
    const char* words = archive_error_string(get());
    const std::string reason = words == nullptr ? "" : words;
    if (reason == "Unrecognized archive format")
        throw Error(file_.string() + " is not an archive, expected .tar, .tar.gz or .tar.xz.");
    if (stream_.eof() && reason.find("orrupt") == std::string::npos)
        throw Error(file_.string() + " ends early at byte " +
                    with_thousands(static_cast<std::int64_t>(fs::file_size(file_))) + ".");
    throw Error(file_.string() + " is damaged" + (reason.empty() ? "." : ": " + reason + "."));
}

// The next entry, or null at the end.
archive_entry* next_entry(const Archive& opened) {
    archive_entry* entry = nullptr;
    const int answer = archive_read_next_header(opened.get(), &entry);
    if (answer == ARCHIVE_EOF) return nullptr;
    if (answer < ARCHIVE_WARN) opened.refuse_damaged();
    return entry;
}

// The bytes of the entry at hand, at most `most` and some, so that too many are seen.
std::string content(const Archive& opened, std::uint64_t most) {
    std::string bytes;
    std::string block(block_bytes, '\0');
    while (bytes.size() <= most) {
        const la_ssize_t count = archive_read_data(opened.get(), block.data(), block.size());
        if (count < 0) opened.refuse_damaged();
        if (count == 0) break;
        bytes.append(block, 0, static_cast<std::size_t>(count));
    }
    return bytes;
}

std::string path_of(archive_entry* entry) {
    const char* path = archive_entry_pathname(entry);
    if (path == nullptr) path = archive_entry_pathname_utf8(entry);
    return path == nullptr ? "" : path;
}

// Without "./" before it; throws where it is no place below a folder.
std::string inner_path(const fs::path& file, archive_entry* entry) {
    const std::string path = path_of(entry);
    const fs::path parts(path);
    if (parts.is_absolute() || std::ranges::count(parts, "..") > 0)
        throw Error(file.string() + ": entry \"" + path.substr(0, 100) +
                    "\" leaves the folder; nothing was unpacked.");
    return parts.lexically_normal().generic_string();
}

}  // namespace

void read_archive(const fs::path& file, const ArchiveReader& reader, const Report& report) {
    const Archive opened(file, Format::Tar);
    const std::uint64_t packed = fs::file_size(file);
    std::uint64_t unpacked = 0;
    while (archive_entry* entry = next_entry(opened)) {
        tell(report, static_cast<std::uint64_t>(archive_filter_bytes(opened.get(), -1)), packed);
        const std::string path = inner_path(file, entry);
        const auto passed = static_cast<std::uint64_t>(archive_filter_bytes(opened.get(), 0));
        const auto size = static_cast<std::uint64_t>(std::max<la_int64_t>(0, archive_entry_size(entry)));
        if (std::max(unpacked, passed) > most_unpacked_bytes || size > most_unpacked_bytes)
            refuse_large(file);
        if (archive_entry_filetype(entry) != AE_IFREG || !reader.wanted(path)) continue;
        std::string bytes = content(opened, most_unpacked_bytes - unpacked);
        unpacked += bytes.size();
        if (unpacked > most_unpacked_bytes) refuse_large(file);
        reader.take(path, std::move(bytes));
    }
}

std::string read_unpacked(const fs::path& file, std::uint64_t most_bytes) {
    const Archive opened(file, Format::Raw);
    if (next_entry(opened) == nullptr) throw Error(file.string() + " is empty.");
    std::string bytes = content(opened, most_bytes);
    if (bytes.size() > most_bytes)
        throw Error(file.string() + " unpacks to more than " +
                    with_thousands(static_cast<std::int64_t>(most_bytes)) + " bytes.");
    return bytes;
}

}  // namespace reweigh
