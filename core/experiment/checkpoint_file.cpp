#include "core/base/file.h"
#include "core/experiment/checkpoint.h"

#include <algorithm>

namespace reweigh {

namespace fs = std::filesystem;

const SavedRun& Checkpoint::current_run() const {
    return *std::ranges::find(runs, current, &SavedRun::run);  // read_checkpoint() saw it
}

Checkpoint open_checkpoint(const fs::path& file) {
    return read_checkpoint(read_file(file, most_checkpoint_bytes), file.string());
}

void save_checkpoint(const fs::path& file, const Checkpoint& checkpoint) {
    const CheckpointBytes bytes(checkpoint);
    write_atomically(
        file, bytes.size(), [&](const ByteSink& sink) { bytes.give_to(sink); }, Former::Kept);
}

}  // namespace reweigh
