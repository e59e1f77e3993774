#pragma once

#include "app/headless.h"
#include "app/headless_progress.h"
#include "core/state/snapshot.h"

#include <functional>
#include <memory>

namespace reweigh {

struct Trained {
    std::shared_ptr<const Snapshot> snapshot;  // the last
    int signal = 0;                            // that ended it early, or 0
};

struct TrainingReports {
    std::function<bool(const Snapshot&)> news;  // now and then, and at the end; false: train no more
    std::function<std::vector<ViewRequest>(const Snapshot&)> views_wanted;  // asked when training is over
};

// Trains to the stop condition on the calling thread, at full pace. A signal ends it early: SignalGuard.
Trained train(Start start, int threads, const TrainingReports& reports);

// The sentence of a run that failed; empty for any other.
std::string failure_of(const Snapshot& snapshot);

}  // namespace reweigh
