#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

enum class LogLevel { Error, Warning, Note, Debug };

struct LogLine {
    std::chrono::system_clock::time_point time;
    LogLevel level = LogLevel::Note;
    std::string module, sentence;
};

// One line per event: time, level, module, sentence. To stderr when the level is at or above the threshold,
// always into a ring of the last 500 lines. Any thread; never from inside a training step.
void log(LogLevel level, std::string_view module, std::string_view sentence);
void set_log_threshold(LogLevel level);
std::vector<LogLine> recent_log();

}  // namespace reweigh
