#include "app/headless_progress.h"

#include "core/base/log.h"
#include "core/config/text.h"
#include "core/session/time_left.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <utility>

namespace reweigh {
namespace {

constexpr double seconds_between_lines = 10;
constexpr double seconds_before_guess = 1;  // of the time that is left

// 4123456 -> "4.1M".
std::string rounded(double value) {
    const char* suffix = value >= 1e6 ? "M" : value >= 1e3 ? "k" : "";
    const double scaled = value >= 1e6 ? value / 1e6 : value >= 1e3 ? value / 1e3 : value;
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), scaled, std::chars_format::fixed,
                                   scaled < 10 ? 1 : 0);
    return std::string(text.data(), end.ptr) + suffix;
}

}  // namespace

std::string progress_text(const Snapshot& snapshot) {
    std::string text = snapshot.scene->setup.experiment + "  epoch " +
                       with_thousands(static_cast<std::int64_t>(snapshot.epoch()));
    const std::optional<std::int64_t> last = last_step(snapshot);
    if (last && *last > 0) {
        const double share = static_cast<double>(snapshot.step) / static_cast<double>(*last);
        text += " of " + with_thousands(*last / snapshot.steps_per_epoch) + "  " +
                std::to_string(static_cast<int>(100 * share)) + " %";
    }
    if (snapshot.rates.replica_steps_per_second > 0)
        text += "  " + rounded(snapshot.rates.replica_steps_per_second) + " steps/s";
    if (are_pictures(snapshot.scene->setup.data) && snapshot.rates.evaluation_share > 0)
        text += "  " + rounded(100 * snapshot.rates.evaluation_share) + " % evaluating";
    const std::string left = time_left_text(snapshot);
    return left.empty() ? text : text + "  " + left;
}

std::string time_left_text(double seconds, double share) {
    if (!(share > 0 && share < 1) || seconds < seconds_before_guess) return "";
    return clock_text(seconds * (1 - share) / share) + " left";
}

Progress::Progress(bool is_quiet) : is_quiet_(is_quiet), is_terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (is_terminal_ && !line_.empty()) std::fputc('\n', stderr);
}

double Progress::seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
}

bool Progress::is_due(double seconds) const {
    return is_terminal_ || seconds - shown_at_ >= seconds_between_lines;
}

void Progress::say_notices(const Snapshot& snapshot) {
    for (const Notice& notice : snapshot.notices)
        if (notice.number > std::exchange(last_notice_, std::max(last_notice_, notice.number)))
            say(notice.sentence);
}

// Once, even of a short one: what the run turns out to be later is seen by then.
void Progress::say_length(const Snapshot& snapshot) {
    if (!whole_run_seconds(snapshot) || timed_ == snapshot.scene) return;
    timed_ = snapshot.scene;
    if (const std::string sentence = long_run_sentence(snapshot); !sentence.empty()) say(sentence);
}

void Progress::show(const Snapshot& snapshot) {
    say_notices(snapshot);
    say_length(snapshot);
    if (snapshot.scene) show_text(progress_text(snapshot));
}

void Progress::show_text(const std::string& text) {
    if (is_quiet_ || !is_due(seconds())) return;
    shown_at_ = seconds();
    line_ = text;
    std::fprintf(stderr, is_terminal_ ? "\r%s\x1b[K" : "%s\n", line_.c_str());
}

void Progress::clear() {
    if (is_terminal_ && !line_.empty()) std::fputs("\r\x1b[K", stderr);
}

void Progress::end() {
    clear();
    line_.clear();
}

void Progress::say(const std::string& sentence) {
    log_silently(LogLevel::Note, "run", sentence);
    if (is_quiet_) return;
    clear();
    std::fprintf(stderr, "%s\n", sentence.c_str());
    if (is_terminal_) std::fputs(line_.c_str(), stderr);
}

}  // namespace reweigh
