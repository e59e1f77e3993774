#pragma once

#include <filesystem>
#include <string>

namespace reweigh {

// A variable of the environment; empty where it is not set.
std::string environment(const char* name);

// Where files of the user lie. PRODUCT.md 8. $REWEIGH_HOME moves them all; the desktop's own variables, such
// as $XDG_STATE_HOME, come before what they stand for in the home folder. Nothing is made.
std::filesystem::path pictures_folder();     // for figures that nobody placed
std::filesystem::path state_folder();        // of the window
std::filesystem::path experiments_folder();  // of the user's own
std::filesystem::path data_folder();         // of data sets
std::filesystem::path cache_folder();        // of what can be made again

}  // namespace reweigh
