#pragma once

#include <array>
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

enum class LogLevel { Error, Warning, Note, Debug };
inline constexpr std::array<std::string_view, 4> log_level_names{"error", "warning", "note", "debug"};

struct LogLine {
    std::chrono::system_clock::time_point time;
    LogLevel level = LogLevel::Note;
    std::string module, sentence;
};

// One line per event: time, level, module, sentence. To stderr and the log file when the level is at or above
// the threshold (the file takes notes in any case), always into a ring of the last 500 lines. A line that
// cannot be written is dropped. Any thread; never from inside a training step.
void log(LogLevel level, std::string_view module, std::string_view sentence);

// The same for a sentence that stderr shows already, in words of its own.
void log_silently(LogLevel level, std::string_view module, std::string_view sentence);

void set_log_threshold(LogLevel level);  // at first Warning

// Lines are appended to the file from now on. Throws Error when it cannot be opened.
void set_log_file(const std::filesystem::path& path);

// The same beside other users of the file: from a mebibyte on its lines go to FILE.old first. Folders are
// made; where nothing can be written there, a warning says so. Nothing happens where a log file was set
// already.
void keep_log(const std::filesystem::path& path);

std::vector<LogLine> recent_log();

}  // namespace reweigh
