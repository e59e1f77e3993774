#include "core/base/log.h"

#include "core/base/error.h"
#include "core/base/file.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <deque>
#include <memory>
#include <mutex>

namespace reweigh {
namespace {

constexpr std::size_t ring_size = 500;
constexpr std::uintmax_t largest_kept_log = std::uintmax_t{1} << 20;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

struct Log {
    std::mutex mutex;
    std::deque<LogLine> ring;
    LogLevel threshold = LogLevel::Warning;
    std::unique_ptr<std::FILE, CloseFile> file;
};

Log& shared_log() {
    static Log instance;
    return instance;
}

// `clock`: of std::strftime.
void print(std::FILE* file, const LogLine& line, const char* clock) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(line.time);
    std::tm local{};
    localtime_r(&seconds, &local);
    std::array<char, 32> time{};
    std::strftime(time.data(), time.size(), clock, &local);
    const std::string_view level = log_level_names[static_cast<std::size_t>(line.level)];
    std::fprintf(file, "%s %.*s %s: %s\n", time.data(), static_cast<int>(level.size()), level.data(),
                 line.module.c_str(), line.sentence.c_str());
    std::fflush(file);
}

enum class OnScreen { Yes, No };

void keep(LogLevel level, std::string_view module, std::string_view sentence, OnScreen on_screen) {
    const LogLine line{std::chrono::system_clock::now(), level, std::string(module), std::string(sentence)};
    Log& log = shared_log();
    const std::lock_guard lock(log.mutex);
    log.ring.push_back(line);
    if (log.ring.size() > ring_size) log.ring.pop_front();
    if (on_screen == OnScreen::Yes && level <= log.threshold) print(stderr, line, "%H:%M:%S");
    if (log.file && level <= std::max(log.threshold, LogLevel::Note))
        print(log.file.get(), line, "%Y-%m-%d %H:%M:%S");
}

}  // namespace

void log(LogLevel level, std::string_view module, std::string_view sentence) {
    keep(level, module, sentence, OnScreen::Yes);
}

void log_silently(LogLevel level, std::string_view module, std::string_view sentence) {
    keep(level, module, sentence, OnScreen::No);
}

void set_log_threshold(LogLevel level) {
    const std::lock_guard lock(shared_log().mutex);
    shared_log().threshold = level;
}

void set_log_file(const std::filesystem::path& path) {
    std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "ae"));
    if (!file) throw Error("Cannot write the log " + path.string() + ": " + reason_of(errno) + ".");
    const std::lock_guard lock(shared_log().mutex);
    shared_log().file = std::move(file);
}

void keep_log(const std::filesystem::path& path) {
    {
        const std::lock_guard lock(shared_log().mutex);
        if (shared_log().file) return;
    }
    std::error_code unimportant;
    std::filesystem::create_directories(path.parent_path(), unimportant);
    const auto size = std::filesystem::file_size(path, unimportant);
    if (!unimportant && size >= largest_kept_log)
        std::filesystem::rename(path, path.string() + ".old", unimportant);
    try {
        set_log_file(path);
    } catch (const Error& problem) {
        log(LogLevel::Warning, "log", problem.what());
    }
}

std::vector<LogLine> recent_log() {
    const std::lock_guard lock(shared_log().mutex);
    return {shared_log().ring.begin(), shared_log().ring.end()};
}

}  // namespace reweigh
