#include "core/base/log.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <deque>
#include <mutex>

namespace reweigh {
namespace {

constexpr std::size_t ring_size = 500;
constexpr std::array level_names{"error", "warning", "note", "debug"};

struct Ring {
    std::mutex mutex;
    std::deque<LogLine> lines;
    LogLevel threshold = LogLevel::Warning;
};

Ring& ring() {
    static Ring instance;
    return instance;
}

void print(const LogLine& line) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(line.time);
    std::tm local{};
    localtime_r(&seconds, &local);
    std::array<char, 16> clock{};
    std::strftime(clock.data(), clock.size(), "%H:%M:%S", &local);
    std::fprintf(stderr, "%s %s %s: %s\n", clock.data(), level_names[static_cast<std::size_t>(line.level)],
                 line.module.c_str(), line.sentence.c_str());
}

}  // namespace

void log(LogLevel level, std::string_view module, std::string_view sentence) {
    const LogLine line{std::chrono::system_clock::now(), level, std::string(module), std::string(sentence)};
    std::lock_guard lock(ring().mutex);
    ring().lines.push_back(line);
    if (ring().lines.size() > ring_size) ring().lines.pop_front();
    if (level <= ring().threshold) print(line);
}

void set_log_threshold(LogLevel level) {
    std::lock_guard lock(ring().mutex);
    ring().threshold = level;
}

std::vector<LogLine> recent_log() {
    std::lock_guard lock(ring().mutex);
    return {ring().lines.begin(), ring().lines.end()};
}

}  // namespace reweigh
