#include "core/session/time_left.h"

#include "core/session/stopping.h"

#include <cmath>
#include <limits>
#include <variant>

namespace reweigh {

std::string clock_text(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
    const auto two_digits = [](std::int64_t value) {
        return std::string(value < 10 ? "0" : "").append(std::to_string(value));
    };
    const std::int64_t hours = whole / 3600, minutes = whole / 60 % 60;
    return hours > 0 ? std::to_string(hours) + ":" + two_digits(minutes) + ":" + two_digits(whole % 60)
                     : std::to_string(minutes) + ":" + two_digits(whole % 60);
}

std::optional<std::int64_t> last_step(const Snapshot& snapshot) {
    const std::int64_t step = stop_step(snapshot.stop, snapshot.steps_per_epoch);
    return step == std::numeric_limits<std::int64_t>::max() ? std::nullopt : std::optional(step);
}

std::string time_left_text(const Snapshot& snapshot) {
    const std::optional<std::int64_t> last = last_step(snapshot);
    if (!std::holds_alternative<Running>(snapshot.status) || !last || snapshot.readout_steps.empty())
        return "";
    const std::int64_t measured = snapshot.readout_steps.back(), left = *last - snapshot.step;
    if (measured == 0 || left <= 0) return "";
    return clock_text(snapshot.readout_seconds.back() / static_cast<double>(measured) *
                      static_cast<double>(left)) +
           " left";
}

}  // namespace reweigh
