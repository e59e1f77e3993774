#pragma once

#include "core/engine/step_loop.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace reweigh::bench {

using Clock = std::function<double()>;  // seconds since some moment

double now();  // the steady clock

// What is timed side by side: round after round, each once a round, so that a load that lasts meets all
// alike.
struct Timed {
    StepLoop* loop = nullptr;
    std::int64_t slice = 1280;  // steps asked for at once
    int replicas = 1;
};

struct Timing {
    double seconds = 0.5;  // least length of a round
    int rounds = 7;
};

// Nanoseconds of a replica-step, (timed, rounds). The first slice of a round warms up and is not counted.
std::vector<std::vector<double>> interleaved(std::span<const Timed> timed, const Timing& timing,
                                             const Clock& clock);

// Of at least one value.
double median(std::vector<double> values);

// The range of the values without the smallest and the largest, over the median: one disturbed round on
// either side does not count. Of less than four values: the whole range.
double spread(std::vector<double> values);

// a[i] / b[i].
std::vector<double> quotients(std::span<const double> a, std::span<const double> b);

}  // namespace reweigh::bench
