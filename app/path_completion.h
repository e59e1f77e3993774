#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace reweigh {

// A path as people type it: "~/" is the home folder, what does not begin with "/" lies in the working
// directory.
std::filesystem::path typed_path(const std::string& text);

// The same as a setting: whole where it begins with "~", without a "/" at its end.
std::string tidy_path(const std::string& text);

// What begins like `text`: folders and files with one of the extensions (".csv"), or all of them; sorted,
// without hidden ones unless a dot is typed, at most `most`.
std::vector<std::string> completions_of(const std::string& text, const std::vector<std::string>& extensions,
                                        std::size_t most);

// `text`, as far as all its completions agree; with a "/" where it is one folder.
std::string completed(const std::string& text, const std::vector<std::string>& extensions);

}  // namespace reweigh
