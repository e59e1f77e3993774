#pragma once

#include "core/base/report.h"

#include <filesystem>
#include <functional>
#include <string>

namespace reweigh {

// Hands each plain file of a .tar, .tar.gz or .tar.xz to `take`, in the archive's order; only those whose
// path (relative, with slashes) is `wanted`. Nothing is written to the disk. `report` hears packed bytes.
// Throws Error that names the archive: an entry that leaves the folder, more than 200 MB unpacked, a file
// that ends early, is damaged or is no archive. PRODUCT.md 9.
struct ArchiveReader {
    std::function<bool(const std::string& path)> wanted;
    std::function<void(const std::string& path, std::string bytes)> take;
};
void read_archive(const std::filesystem::path& file, const ArchiveReader& reader, const Report& report = {});

// A file as it is, or what is packed in it where it is a .gz or .xz. Throws Error as above, and for more
// than `most_bytes`.
std::string read_unpacked(const std::filesystem::path& file, std::uint64_t most_bytes);

}  // namespace reweigh
