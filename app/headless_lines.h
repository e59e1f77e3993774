#pragma once

#include "app/headless.h"
#include "app/headless_output.h"
#include "core/state/snapshot.h"

#include <cstddef>
#include <string>
#include <vector>

namespace reweigh {

// A run as JSON lines on stdout: each read-out once, in order of steps. Equal runs print equal bytes.
class RunLines {
public:
    explicit RunLines(Output& output) : output_(output) {}
    void print_news(const Snapshot& snapshot);
    // The last line: done, stopped by a signal, or failed.
    void print_end(const Snapshot& snapshot, int signal);

private:
    Output& output_;
    std::size_t printed_ = 0;
};

// One JSON line: what would be trained.
std::string plan_line(const ReadyExperiment& ready);
int print_plans(const std::vector<std::string>& lines);

}  // namespace reweigh
