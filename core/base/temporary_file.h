#pragma once

#include "core/base/descriptor.h"

#include <filesystem>
#include <string>

namespace reweigh {

// A new file beside its target, which it may become; else it is gone with this object, and when a signal ends
// the program. It has the rights of the target, or of any new file where there is none.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::filesystem::path& target);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    bool is_open() const { return file_.is_open(); }  // else errno says why
    int number() const { return file_.number(); }     // for the calls of the system
    // Replaces the target. False when it cannot; errno says why.
    bool become_target();

private:
    std::filesystem::path target_;
    std::string name_;
    int slot_ = -1;  // where a signal finds the name; -1: nowhere
    bool is_moved_ = false;
    Descriptor file_;
};

// Removes those of all threads. Only for a program that ends at once; may be called by a signal's handler.
void remove_temporary_files() noexcept;

}  // namespace reweigh
