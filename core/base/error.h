#pragma once

#include <stdexcept>

namespace reweigh {

// A sentence that a user can act on: it names the file, the item, what was found and what was expected.
struct Error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What is wrong was typed on the command line, not read from a file.
struct CommandLineError : Error {
    using Error::Error;
};

}  // namespace reweigh
