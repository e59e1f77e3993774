#pragma once

#include "core/base/file.h"
#include "core/config/node.h"
#include "core/experiment/experiment.h"
#include "core/state/run_record.h"
#include "core/state/safetensors.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

inline constexpr int checkpoint_format = 1;
inline constexpr std::size_t most_checkpoint_bytes = std::size_t{8} << 30;  // larger files are refused

// One run of a checkpoint. The experiment's start and edits are the record's log.
struct SavedRun {
    std::uint64_t run = 1;
    RunOrigin origin;
    Experiment experiment;
    std::shared_ptr<const RunRecord> record;
};

// All runs of a window, or the one of a command. A file is safetensors: "<run>/<step>/<name>" for the weights
// of each keyframe ("companion." before the name of a companion's), "<run>/curves" and the like; its metadata
// "reweigh" says the rest as JSON. PRODUCT.md 7, DESIGN.md 2.
struct Checkpoint {
    std::string program;  // the version that wrote it
    std::vector<SavedRun> runs;
    std::uint64_t current = 1;  // the run on screen
    Node view;                  // what the window showed; a table

    const SavedRun& current_run() const;
};

// The bytes of a checkpoint's file, for which no two keyframes of the disk are in memory at a time. Equal
// checkpoints give equal bytes.
class CheckpointBytes {
public:
    // Reads every keyframe. Throws Error when one cannot be read.
    explicit CheckpointBytes(const Checkpoint& checkpoint);
    std::uint64_t size() const { return size_; }
    // Reads them again. Throws as above.
    void give_to(const ByteSink& sink) const;

private:
    struct Part {  // some tensors side by side, and what holds their values
        std::vector<StoredTensor> tensors;
        std::shared_ptr<const void> values;
        std::optional<Node> note;  // what the metadata say of a keyframe
    };
    std::vector<std::function<Part()>> parts_;
    std::string head_;
    std::uint64_t size_ = 0;

    void add_run(const SavedRun& saved);
};

// All of them at once.
std::string to_bytes(const Checkpoint& checkpoint);

// Everything is checked before anything is taken over: lengths, checksums, shapes, the digest of the data
// that the experiment makes. Throws Error: `{f}: tensor "1/1280/mlp.W" fails its checksum. Nothing was
// loaded.`
Checkpoint read_checkpoint(std::string_view bytes, const std::string& source);

// The file. Throws Error.
Checkpoint open_checkpoint(const std::filesystem::path& file);

// Written whole or not at all; what was there before stays as FILE~. Throws Error.
void save_checkpoint(const std::filesystem::path& file, const Checkpoint& checkpoint);

}  // namespace reweigh
