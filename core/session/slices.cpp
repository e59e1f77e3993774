#include "core/session/slices.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr double slice_seconds = 0.004;
constexpr std::int64_t timeless_steps = 512;
constexpr double rate_window_seconds = 0.5;

}  // namespace

void SliceLength::learn(std::int64_t count, double seconds) {
    if (seconds <= 0) {
        steps_ = timeless_steps;
        return;
    }
    const double measured = seconds / static_cast<double>(count);
    seconds_per_step_ = seconds_per_step_ == 0 ? measured : (seconds_per_step_ + measured) / 2;
    const double fitting = std::min(slice_seconds / seconds_per_step_, 1e9);
    // At most doubled: one short measurement must not make a long slice.
    steps_ = std::clamp(static_cast<std::int64_t>(fitting), std::int64_t{1}, 2 * std::max(steps_, count));
}

void RateMeter::begin(Moment now) {
    since_ = now;
    counted_ = per_second_ = 0;
}

void RateMeter::count(double steps, Moment now) {
    counted_ += steps;
    const double seconds = std::chrono::duration<double>(now - since_).count();
    if (seconds < rate_window_seconds) return;
    per_second_ = counted_ / seconds;
    counted_ = 0;
    since_ = now;
}

}  // namespace reweigh
