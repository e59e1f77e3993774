#pragma once

#include <filesystem>

namespace reweigh {

// What the desktop knows. PRODUCT.md 8, "Places".

bool desktop_is_dark();                   // its setting; false where none is found
std::filesystem::path pictures_folder();  // $REWEIGH_HOME/pictures, else Reweigh in the user's pictures
std::filesystem::path state_folder();     // $REWEIGH_HOME/state, else $XDG_STATE_HOME/reweigh

// Opens a folder in the desktop's file browser and returns at once. False when nothing can open it.
bool open_folder(const std::filesystem::path& folder);

}  // namespace reweigh
