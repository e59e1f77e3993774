#pragma once

#include "app/frame_clock.h"
#include "core/state/command.h"

#include <chrono>
#include <string>
#include <vector>

namespace reweigh {

// Measures how long frames take while training at full pace without an end: --bench-frames.
class FrameBench {
public:
    explicit FrameBench(int frames) : wanted_(frames) {}

    static std::vector<Command> first_commands();
    void add(std::chrono::duration<double, std::milli> frame);  // the first ones do not count
    bool is_done() const { return static_cast<int>(times_.count()) >= wanted_; }
    std::string report() const;  // "600 frames: p50 8.1 ms, p99 14.2 ms"

private:
    int wanted_, seen_ = 0;
    FrameTimes times_;
};

}  // namespace reweigh
