#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace reweigh {

// The whole file. Throws Error ("{f}: no such file.", "{f} is empty.", "{f}: more than N bytes.", permission)
// .
std::string read_file(const std::filesystem::path& path, std::size_t most_bytes = std::size_t{1} << 30);

// Temporary file beside the target, fsync, rename, fsync of the folder: readers see the old file or the new
// one, never a mix. Makes missing folders. Throws Error that names the file and the reason; the old file
// stays.
void write_atomically(const std::filesystem::path& path, std::string_view bytes);

}  // namespace reweigh
