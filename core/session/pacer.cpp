#include "core/session/pacer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
constexpr double seconds_per_decade = 4;
constexpr double seconds_per_slow_step = 1.0 / 30;  // a picture each

double seconds_between(Pacer::Moment from, Pacer::Moment to) {
    return std::chrono::duration<double>(to - from).count();
}

Pacer::Moment after(Pacer::Moment from, double seconds) {
    // Rounded up: at the moment it names the step is allowed.
    return from + std::chrono::ceil<Pacer::Moment::duration>(std::chrono::duration<double>(seconds));
}

// 10^(t / 4 s) - 1 epochs after t seconds, and back. PRODUCT.md 3.
double epochs_after(double seconds) { return std::pow(10.0, seconds / seconds_per_decade) - 1; }
double seconds_until(double epochs) { return seconds_per_decade * std::log10(1 + epochs); }

}  // namespace

void Pacer::begin(std::int64_t step, std::int64_t steps_per_epoch, Moment now) {
    steps_per_epoch_ = steps_per_epoch;
    origin_ = step;
    resume(pace_, step, now);
}

void Pacer::resume(Pace pace, std::int64_t step, Moment now) {
    pace_ = pace;
    resumed_ = step;
    since_ = now;
    head_start_ = seconds_until(static_cast<double>(step - origin_) / static_cast<double>(steps_per_epoch_));
}

std::int64_t Pacer::allowed(Moment now) const {
    const double seconds = std::max(0.0, seconds_between(since_, now));
    if (pace_ == Pace::Slow)
        return resumed_ + static_cast<std::int64_t>(seconds / seconds_per_slow_step + 1e-6);
    if (pace_ != Pace::Tenfold) return no_limit;
    const double steps = epochs_after(head_start_ + seconds) * static_cast<double>(steps_per_epoch_) + 1e-6;
    return steps < 1e15 ? origin_ + static_cast<std::int64_t>(steps) : no_limit;
}

double Pacer::seconds_after_resumption(std::int64_t step) const {
    if (pace_ == Pace::Slow) return static_cast<double>(step - resumed_) * seconds_per_slow_step;
    if (pace_ != Pace::Tenfold) return 0;
    const double epochs = static_cast<double>(step - origin_) / static_cast<double>(steps_per_epoch_);
    return seconds_until(epochs) - head_start_;
}

Pacer::Moment Pacer::due(std::int64_t step) const { return after(since_, seconds_after_resumption(step)); }

double Pacer::seconds_to(std::int64_t step, Moment now) const {
    return std::max(0.0, seconds_after_resumption(step) - seconds_between(since_, now));
}

}  // namespace reweigh
