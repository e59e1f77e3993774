#include "core/session/time_left.h"

#include "core/config/text.h"
#include "core/session/stopping.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

namespace reweigh {
namespace {

constexpr double minute = 60, hour = 60 * minute;

double work_seconds(const Rates& rates, double steps, std::int64_t readouts) {
    return rates.seconds_per_step * steps + rates.seconds_per_readout * static_cast<double>(readouts);
}

// "1,000 epochs"
std::string counted(std::int64_t count, const std::string& thing) {
    return with_thousands(count) + " " + thing + (count == 1 ? "" : "s");
}

}  // namespace

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

std::optional<double> seconds_left(const Snapshot& snapshot) {
    const std::optional<std::int64_t> last = last_step(snapshot);
    if (!last || *last <= snapshot.step) return std::nullopt;
    const auto left = static_cast<double>(*last - snapshot.step);
    const Rates& rates = snapshot.rates;
    if (rates.seconds_per_step > 0)
        return std::max(rates.paced_seconds_left, work_seconds(rates, left, rates.readouts_left));
    const bool is_measured = !snapshot.readout_steps.empty() && snapshot.readout_steps.back() > 0;
    if (!is_measured) return std::nullopt;
    return snapshot.readout_seconds.back() / static_cast<double>(snapshot.readout_steps.back()) * left;
}

std::string time_left_text(const Snapshot& snapshot) {
    if (!std::holds_alternative<Running>(snapshot.status)) return "";
    const std::optional<double> seconds = seconds_left(snapshot);
    return seconds ? clock_text(*seconds) + " left" : "";
}

std::string rough_text(double seconds) {
    const auto rounded = [seconds](double unit) { return std::llround(seconds / unit); };
    if (seconds < 57.5) return std::to_string(std::max(1LL, rounded(5)) * 5) + " s";
    if (seconds < 59.5 * minute) return std::to_string(std::max(1LL, rounded(minute))) + " min";
    if (seconds < 10 * hour - 5 * minute) {
        const long long tens = rounded(10 * minute);
        const std::string rest = tens % 6 == 0 ? "" : " " + std::to_string(tens % 6 * 10) + " min";
        return std::to_string(tens / 6) + " h" + rest;
    }
    if (seconds < 47.5 * hour) return std::to_string(rounded(hour)) + " h";
    return with_thousands(rounded(24 * hour)) + " days";
}

std::optional<double> whole_run_seconds(const Snapshot& snapshot) {
    const std::optional<std::int64_t> last = last_step(snapshot);
    const Rates& rates = snapshot.rates;
    if (!last || rates.seconds_per_step <= 0) return std::nullopt;
    const auto readouts = static_cast<std::int64_t>(snapshot.readout_steps.size()) + rates.readouts_left;
    const double passed =
        snapshot.readout_seconds.empty() ? 0 : snapshot.readout_seconds[snapshot.readout_seconds.size() - 1];
    const double paced = rates.paced_seconds_left > 0 ? passed + rates.paced_seconds_left : 0;
    return std::max(paced, work_seconds(rates, static_cast<double>(*last), readouts));
}

std::string whole_run_text(const Snapshot& snapshot) {
    const std::optional<double> seconds = whole_run_seconds(snapshot);
    if (!seconds || !snapshot.scene) return "";
    const std::int64_t last = *last_step(snapshot), per_epoch = snapshot.steps_per_epoch;
    const std::string length =
        last % per_epoch == 0 ? counted(last / per_epoch, "epoch") : counted(last, "step");
    const auto models = static_cast<std::int64_t>(snapshot.scene->setup.replicas.size());
    return "about " + rough_text(*seconds) + " for " + length + " of " + counted(models, "model");
}

std::string long_run_sentence(const Snapshot& snapshot) {
    if (whole_run_seconds(snapshot).value_or(0) < minute) return "";
    std::string sentence = whole_run_text(snapshot);
    if (!sentence.empty()) sentence.front() = 'A';
    return sentence.empty() ? sentence : sentence + ".";
}

}  // namespace reweigh
