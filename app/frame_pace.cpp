#include "app/frame_pace.h"

#include <algorithm>

namespace reweigh {
namespace {

using namespace std::chrono_literals;

constexpr FramePace::Seconds lively_time = 800ms, lively_period = 25ms, quiet_period = 200ms;
constexpr int first_frames = 3;

}  // namespace

void FramePace::drew(Clock::time_point begin, Clock::time_point end) {
    ++frames_;
    last_frame_ = end;
    last_frame_took_ = end - begin;
}

FramePace::Seconds FramePace::wait(Mood mood, Clock::time_point now) const {
    Seconds each = now - last_input_ < lively_time ? lively_period : quiet_period;
    if (mood == Mood::Busy) each = lively_period;
    if (mood == Mood::Training) each = std::max(period, 2 * last_frame_took_);
    if (mood == Mood::Continuous) each = period;
    const Seconds left = each - (now - last_frame_);
    return left > Seconds(0) ? left : each;
}

bool FramePace::is_lively(Clock::time_point now) const {
    return frames_ < first_frames || now - last_input_ < lively_time;
}

}  // namespace reweigh
