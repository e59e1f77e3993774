#pragma once

#include <filesystem>
#include <vector>

namespace reweigh {

// The files that were opened and saved last, remembered from window to window. GUI thread only.
class RecentFiles {
public:
    // Empty path: nothing is remembered.
    explicit RecentFiles(std::filesystem::path store);
    void add(const std::filesystem::path& file);
    // Newest first, without those that are gone.
    std::vector<std::filesystem::path> list() const;

private:
    std::filesystem::path store_;
    std::vector<std::filesystem::path> files_;
};

}  // namespace reweigh
