#include "core/session/history_budget.h"

#include "core/base/places.h"
#include "core/state/keyframe_disk.h"

#include <memory>

namespace reweigh {
namespace {

std::size_t bytes_of(double megabytes) { return static_cast<std::size_t>(megabytes * 1024 * 1024); }

}  // namespace

void keep_history(const HistoryBudget& history, SessionOptions& session) {
    session.history_bytes = bytes_of(history.memory_mb);
    session.history_disk =
        std::make_shared<KeyframeDisk>(cache_folder() / "history", bytes_of(history.disk_mb));
}

}  // namespace reweigh
