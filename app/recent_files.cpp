#include "app/recent_files.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/log.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <system_error>

namespace reweigh {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t most_files = 10, most_bytes = 100'000;

}  // namespace

RecentFiles::RecentFiles(fs::path store) : store_(std::move(store)) {
    std::error_code unreadable;
    if (store_.empty() || !fs::exists(store_, unreadable)) return;
    try {
        std::istringstream lines(read_file(store_, most_bytes));
        for (std::string line; std::getline(lines, line) && files_.size() < most_files;)
            if (!line.empty()) files_.emplace_back(line);
    } catch (const Error& problem) {
        log(LogLevel::Warning, "window", problem.what());
    }
}

void RecentFiles::add(const fs::path& file) {
    const fs::path whole = fs::absolute(file);
    if (whole.string().find('\n') != std::string::npos) return;
    std::erase(files_, whole);
    files_.insert(files_.begin(), whole);
    if (files_.size() > most_files) files_.resize(most_files);
    if (store_.empty()) return;
    std::string text;
    for (const fs::path& each : files_) text += each.string() + "\n";
    try {
        write_atomically(store_, text);
    } catch (const Error& problem) {
        log(LogLevel::Warning, "window", problem.what());
    }
}

std::vector<fs::path> RecentFiles::list() const {
    std::vector<fs::path> there;
    std::error_code unreadable;
    for (const fs::path& file : files_)
        if (fs::exists(file, unreadable)) there.push_back(file);
    return there;
}

}  // namespace reweigh
