#pragma once

#include <chrono>
#include <cstdint>

namespace reweigh {

// How many steps fit between two looks at the mailbox: about 4 ms, learnt from the last slice. Where the
// clock stands still (scripts), a fixed count, so that scripts are exact.
class SliceLength {
public:
    std::int64_t steps() const { return steps_; }
    void learn(std::int64_t count, double seconds);

private:
    std::int64_t steps_ = 1;
    double seconds_per_step_ = 0;
};

// Seconds that one of many like pieces of work takes: what was done of late counts most. The first
// measurement counts until there is a second one: it warms up caches, threads and memory.
class PieceTime {
public:
    // `enough`: seconds of work before it is known, of a first measurement more.
    explicit PieceTime(double enough = 0) : enough_(enough) {}
    void learn(double pieces, double seconds);
    double seconds() const;  // 0: not known yet

private:
    double enough_;
    int measured_ = 0;
    double pieces_ = 0, seconds_ = 0;  // fading
};

// Steps a second over the last half second or more.
class RateMeter {
public:
    using Moment = std::chrono::steady_clock::time_point;
    void begin(Moment now);
    void count(double steps, Moment now);
    double per_second() const { return per_second_; }

private:
    Moment since_{};
    double counted_ = 0, per_second_ = 0;
};

}  // namespace reweigh
