#include "core/session/slices.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

constexpr double slice_seconds = 0.004;
constexpr std::int64_t timeless_steps = 512;
constexpr double rate_window_seconds = 0.5;
constexpr double memory_seconds = 5;  // of work, after which what was measured counts a third

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

void PieceTime::learn(double pieces, double seconds) {
    if (++measured_ == 2) pieces_ = seconds_ = 0;
    const double kept = std::exp(-seconds / memory_seconds);
    pieces_ = kept * pieces_ + pieces;
    seconds_ = kept * seconds_ + seconds;
}

double PieceTime::seconds() const {
    constexpr double cold = 2.5;  // times as long
    const bool is_known = pieces_ > 0 && seconds_ >= (measured_ < 2 ? cold : 1) * enough_;
    return is_known ? seconds_ / pieces_ : 0;
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
