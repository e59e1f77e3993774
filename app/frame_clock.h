#pragma once

#include "core/session/session.h"

#include <chrono>
#include <memory>
#include <vector>

namespace reweigh {

// The window's time. Virtual: a sixtieth of a second a frame, so that a script meets the same run every time.
class FrameClock {
public:
    enum class Kind { Real, Virtual };
    explicit FrameClock(Kind kind) : kind_(kind) {}

    Clock::time_point now() const { return kind_ == Kind::Real ? Clock::now() : virtual_now_; }
    void advance_frame() { virtual_now_ += std::chrono::microseconds(16'667); }

private:
    Kind kind_;
    Clock::time_point virtual_now_{};
};

// How long frames took.
class FrameTimes {
public:
    void add(std::chrono::duration<double, std::milli> time) { times_.push_back(time.count()); }
    std::size_t count() const { return times_.size(); }
    double percentile(double share) const;  // ms; 0.99: p99

private:
    std::vector<double> times_;
};

}  // namespace reweigh
