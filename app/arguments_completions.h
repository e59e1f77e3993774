#pragma once

#include <string>
#include <vector>

namespace reweigh {

// What a shell may offer after a command; the empty command stands for the program itself.
struct CompletionWords {
    std::string command;
    std::vector<std::string> words;
};

// A script for bash, zsh or fish. `commands`: the program's own words first.
std::string completion_script(const std::string& shell, const std::vector<CompletionWords>& commands);

}  // namespace reweigh
