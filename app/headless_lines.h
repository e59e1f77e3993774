#pragma once

#include "app/headless.h"
#include "core/state/snapshot.h"

#include <cstddef>

namespace reweigh {

// A run as JSON lines on stdout: each read-out once, in order of steps. Equal runs print equal bytes.
class RunLines {
public:
    void print_news(const Snapshot& snapshot);
    // The last line: done, stopped by a signal, or failed.
    static void print_end(const Snapshot& snapshot, int signal);

private:
    std::size_t printed_ = 0;
};

// One JSON line: what would be trained.
void print_plan(const ReadyExperiment& ready);

}  // namespace reweigh
