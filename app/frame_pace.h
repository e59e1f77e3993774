#pragma once

#include "app/frame_clock.h"

#include <chrono>

namespace reweigh {

// When the window draws. GUI thread only.
class FramePace {
public:
    using Seconds = std::chrono::duration<double>;
    static constexpr Seconds period{0.0167};  // of frames one after another

    enum class Mood {
        Quiet,      // nothing moves
        Busy,       // something is being made ready or written
        Training,   // news comes by itself
        Continuous  // scripts and measurements: a frame after the other
    };

    void saw_input(Clock::time_point now) { last_input_ = now; }
    void drew(Clock::time_point begin, Clock::time_point end);

    // How long to wait for input or news from `now` on. Training leaves at least half of a core to the
    // trainer.
    Seconds wait(Mood mood, Clock::time_point now) const;
    // After input, frames go on until tooltips and replies have come; the first ones bring the layout.
    bool is_lively(Clock::time_point now) const;
    Clock::time_point last_frame() const { return last_frame_; }

private:
    Clock::time_point last_frame_{}, last_input_{};
    Seconds last_frame_took_{};
    int frames_ = 0;
};

}  // namespace reweigh
