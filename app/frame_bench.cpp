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

void FrameBench::add(std::chrono::duration<double, std::milli> frame) {
    if (++seen_ > frames_before) times_.add(frame);
}

std::string FrameBench::report() const {
    return std::to_string(times_.count()) + " frames: p50 " + number_text(times_.percentile(0.5), 1) +
           " ms, p99 " + number_text(times_.percentile(0.99), 1) + " ms";
}

}  // namespace reweigh
