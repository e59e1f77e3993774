#pragma once

#include "core/session/session.h"

namespace reweigh {

// How much of a run's past is kept: MB in memory, then MB on the disk. PRODUCT.md 5.
struct HistoryBudget {
    double memory_mb = 1024, disk_mb = 8192;
};

// The disk's part lies in a file without a name, in the folder of what can be made again.
void keep_history(const HistoryBudget& history, SessionOptions& session);

}  // namespace reweigh
