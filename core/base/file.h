#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace reweigh {

// The whole file; "-" is the standard input. Throws Error ("{f}: no such file.", "{f} is empty.", "{f}: more
// than N bytes.", or the reason why it cannot be read).
std::string read_file(const std::filesystem::path& path, std::size_t most_bytes = std::size_t{1} << 30);

// Its first `bytes`, or all where there are fewer. Throws as above.
std::string read_beginning(const std::filesystem::path& path, std::size_t bytes);

// Throws Error ("Cannot save {f}: 120 MB needed, 14 MB free.") when so much does not fit beside the file.
void require_room(const std::filesystem::path& path, std::uint64_t bytes);

// Makes the folder where it is missing. Throws Error that names it and the reason when it cannot be made or
// written into: "Cannot write to {dir}: permission denied.".
void require_writable(const std::filesystem::path& folder);

// Temporary file beside the target, fsync, rename, fsync of the folder: readers see the old file or the new
// one, never a mix. A file that was there keeps its rights, and a symbolic link is followed. Makes missing
// folders; looks for room before it writes. Throws Error that names the file and the reason, or "Cannot save
// {f}: 120 MB needed, 14 MB free. The old file is intact."; no part of the new file stays.
enum class Former { Replaced, Kept };  // Kept: what was there before stays as FILE~
void write_atomically(const std::filesystem::path& path, std::string_view bytes,
                      Former former = Former::Replaced);

// Where bytes go that come in parts.
using ByteSink = std::function<void(std::string_view)>;
// The same of `size` bytes that are never together: `give` hands them to the sink, one part after another.
// What it throws leaves the old file as it was, too.
void write_atomically(const std::filesystem::path& path, std::uint64_t size,
                      const std::function<void(const ByteSink&)>& give, Former former = Former::Replaced);

// Where a symbolic link leads; any other path itself.
std::filesystem::path followed(const std::filesystem::path& path);

// What the system means by an `errno`, as the end of a sentence: "permission denied".
std::string reason_of(int error_number);

// "120 MB": in whole units of 1e3, 1e6 ... bytes.
enum class Rounding { Up, Down };
std::string size_text(std::uint64_t bytes, Rounding rounding);

}  // namespace reweigh
