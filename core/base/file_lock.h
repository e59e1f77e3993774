#pragma once

#include "core/base/descriptor.h"

#include <ctime>
#include <filesystem>
#include <optional>

namespace reweigh {

// A file that one process holds at a time. The system lets go of it when that process ends, however it ends.
class FileLock {
public:
    // Makes the file where it is missing. Nothing: somebody else holds it. Throws Error with the reason when
    // it can be neither made nor held.
    static std::optional<FileLock> take(const std::filesystem::path& file);

    const std::filesystem::path& file() const { return file_; }
    void touch();                 // it was changed now
    std::time_t changed() const;  // when it was
    void remove();                // the file is gone; it stays held until this object ends

private:
    FileLock(std::filesystem::path file, Descriptor held) : file_(std::move(file)), held_(std::move(held)) {}

    std::filesystem::path file_;
    Descriptor held_;
};

}  // namespace reweigh
