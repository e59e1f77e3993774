#pragma once

#include "core/config/precision.h"

#include <cstdint>
#include <optional>
#include <string>

namespace reweigh {

// What came of a replay, beside what was kept of the run.
struct ReplayComparison {
    std::int64_t from = 0, to = 0;             // steps
    std::int64_t values = 0, different = 0;    // weights and statistics of all replicas
    double largest = 0;                        // of the differences; infinite where one is no number
    std::optional<Precision> gpu_precision{};  // the coarser of those that trained the run and its replay
    double distance = 0;                       // of weights, largest_distance() of both models

    // The bound on the distance; nothing where bits have to be equal, and where there is none.
    std::optional<double> gate() const;
};

// A processor's bits come again. A GPU's need not: its weights pass within the bound; where there is none,
// only what is no number fails.
enum class ReplayVerdict { Pass, Fail, NoBound };
ReplayVerdict verdict_of(const ReplayComparison& comparison);

// "from step 0 to 417: identical, 516 of 516 values", or how many differ and by how much at most; of a GPU
// the distance and its bound, or that there is none.
std::string to_text(const ReplayComparison& comparison);

}  // namespace reweigh
