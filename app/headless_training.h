#pragma once

#include "app/headless.h"
#include "app/headless_progress.h"
#include "core/state/snapshot.h"

#include <chrono>
#include <functional>
#include <memory>
#include <variant>

namespace reweigh {

struct Trained {
    std::shared_ptr<const Snapshot> snapshot;  // the last
    int signal = 0;                            // that ended it early, or 0
};

// A run that begins, or one that goes on.
using Beginning = std::variant<Start, Restore>;
Beginning taken_beginning(ReadyExperiment& ready);  // its experiment stays

struct TrainingReports {
    std::function<bool(const Snapshot&)> news;  // now and then, and at the end; false: train no more
    std::function<std::vector<ViewRequest>(const Snapshot&)> views_wanted;  // asked when training is over
    std::function<void(const Captured&)> save;                              // every so often, and at the end
    std::chrono::duration<double> save_period{60};
};

// Trains to the stop condition on the calling thread, at full pace. A signal ends it early: SignalGuard.
Trained train(Beginning beginning, int threads, const TrainingReports& reports,
              const HistoryBudget& history = {});

// The sentence of a run that failed; empty for any other.
std::string failure_of(const Snapshot& snapshot);

}  // namespace reweigh
