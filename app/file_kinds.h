#pragma once

#include <filesystem>
#include <optional>

namespace reweigh {

// What a file that a person opens or drops holds.
enum class FileKind { Experiment, Points, Checkpoint, Figure };

// By its extension, whatever its case. A .csv may be a figure's, which only its content says.
std::optional<FileKind> file_kind(const std::filesystem::path& file);

}  // namespace reweigh
