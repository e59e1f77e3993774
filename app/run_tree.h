#pragma once

#include "core/state/snapshot.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace reweigh {

// The runs of the window as a tree: a run, below it what branched off from it. PRODUCT.md 5.
struct RunRow {
    std::uint64_t run = 0;
    int depth = 0;                        // 0: branched off from nothing that is kept
    std::string words;                    // "run 1, epoch 1,204"; "run 2 from epoch 100: L2 1e-3, epoch 300"
    std::shared_ptr<const PastRun> past;  // null: the run on screen
};

// Parents before their children, each in the order in which they began. `variant`: whose changes are told.
std::vector<RunRow> run_tree(const Snapshot& snapshot, int variant);

}  // namespace reweigh
