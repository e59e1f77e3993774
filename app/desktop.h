#pragma once

#include <filesystem>

namespace reweigh {

// What the desktop knows and does.

bool desktop_is_dark();  // its setting; false where none is found

// Opens a folder in the desktop's file browser and returns at once. False when nothing can open it.
bool open_folder(const std::filesystem::path& folder);

}  // namespace reweigh
