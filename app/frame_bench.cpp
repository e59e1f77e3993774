#include "app/frame_bench.h"

#include "core/figure/number_text.h"

namespace reweigh {
namespace {

constexpr int frames_before = 30;

}  // namespace

std::vector<Command> FrameBench::first_commands() {
    return {SetStop{Stop{std::nullopt, std::nullopt, std::nullopt, std::nullopt}}, SetPace{Pace::Full},
            Run{}};
}

void FrameBench::add(std::chrono::duration<double, std::milli> frame, const Snapshot& snapshot,
                     Clock::time_point now) {
    last_ = {snapshot.step, now};
    if (++seen_ <= frames_before)
        first_ = last_;
    else
        times_.add(frame);
}

std::string FrameBench::report() const {
    const double seconds = std::chrono::duration<double>(last_.time - first_.time).count();
    return std::to_string(times_.count()) + " frames: p50 " + number_text(times_.percentile(0.5), 1) +
           " ms, p99 " + number_text(times_.percentile(0.99), 1) + " ms, " +
           number_text(static_cast<double>(last_.step - first_.step) / seconds, 0) + " steps/s";
}

}  // namespace reweigh
