#pragma once

#include "core/state/snapshot.h"

#include <cstdint>
#include <optional>
#include <set>

namespace reweigh {

// Asks the trainer for the run as it is, for several who want it, and knows who still waits. GUI thread only.
class Captures {
public:
    Capture ask(History history = History::Recent);  // to post
    // The answer of that number, once.
    std::optional<Captured> take(std::uint64_t number, const Snapshot& snapshot);
    bool is_waiting() const { return !waiting_.empty(); }

private:
    std::uint64_t last_ = 0;
    std::set<std::uint64_t> waiting_;
};

}  // namespace reweigh
