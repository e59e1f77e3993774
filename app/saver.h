#pragma once

#include "app/job.h"
#include "app/messages.h"
#include "core/experiment/experiment.h"
#include "core/state/snapshot.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace reweigh {

// Saves the run on screen as a checkpoint: asks the trainer for it, then writes it beside the window. A run
// keeps its file. GUI thread only.
class Saver {
public:
    explicit Saver(std::string program) : program_(std::move(program)) {}

    // The command to post. The run's file is the one it was opened from or saved to before, else a new one.
    Capture ask(const Snapshot& snapshot, const Experiment& experiment);
    // The run that comes next on screen was opened from this file.
    void remember(std::uint64_t run, std::filesystem::path file);
    // Looks for the answer of the trainer and begins to write.
    void look(const Snapshot& snapshot);
    bool is_busy() const { return asked_.has_value() || job_.is_busy(); }
    void wait() const { job_.wait(); }
    // The sentence of a finished save, once. Throws Error when it failed; the former file is as it was.
    std::optional<Message> take() { return job_.take(); }

private:
    struct Asked {
        Experiment experiment;
        std::filesystem::path file;
    };

    std::string program_;  // the version that files name
    std::uint64_t number_ = 0;
    std::optional<Asked> asked_;  // the answer is awaited
    std::uint64_t run_ = 0;
    std::filesystem::path file_;  // of the run
    Job<Message> job_;
};

}  // namespace reweigh
