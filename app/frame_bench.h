#pragma once

#include "app/frame_clock.h"
#include "core/state/snapshot.h"

#include <chrono>
#include <string>
#include <vector>

namespace reweigh {

// Measures how long frames take, and how fast the run trains beside them, at full pace without an end:
// --bench-frames.
class FrameBench {
public:
    explicit FrameBench(int frames) : wanted_(frames) {}

    static std::vector<Command> first_commands();
    // The frame and what it showed; the first ones do not count.
    void add(std::chrono::duration<double, std::milli> frame, const Snapshot& snapshot,
             Clock::time_point now);
    bool is_done() const { return static_cast<int>(times_.count()) >= wanted_; }
    std::string report() const;  // "600 frames: p50 8.1 ms, p99 14.2 ms, 105,000 steps/s"

private:
    struct Moment {
        std::int64_t step = 0;
        Clock::time_point time;
    };

    int wanted_, seen_ = 0;
    Moment first_, last_;
    FrameTimes times_;
};

}  // namespace reweigh
