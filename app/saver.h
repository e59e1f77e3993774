#pragma once

#include "app/captures.h"
#include "app/job.h"
#include "app/messages.h"
#include "app/saved_window.h"
#include "app/view_state.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace reweigh {

// Saves the runs of the window as a checkpoint: asks the trainer for it, then writes it beside the window. A
// run keeps its file. GUI thread only.
class Saver {
public:
    Saver(std::string program, Captures& captures) : program_(std::move(program)), captures_(&captures) {}

    // The command to post. The run's file is the one it was opened from or saved to before, else a new one.
    Capture ask(const Snapshot& snapshot, const ViewState& view);
    // The run was opened from this file, or is saved to it from now on.
    void remember(std::uint64_t run, std::filesystem::path file);
    // A fork is saved to the file of the run that it branched off from.
    void inherit(const Snapshot& snapshot);
    // Of the run; empty where it was never saved.
    std::filesystem::path file_of(std::uint64_t run) const;
    // Looks for the answer of the trainer and begins to write.
    void look(const Snapshot& snapshot);
    bool is_busy() const { return asked_.has_value() || job_.is_busy(); }
    void wait() const { job_.wait(); }
    // The sentence of a finished save, once. Throws Error when it failed; the former file is as it was.
    std::optional<Message> take() { return job_.take(); }

private:
    struct Asked {
        std::uint64_t number;
        std::filesystem::path file;
        SavedWindow window;
    };

    std::string program_;  // the version that files name
    Captures* captures_;
    std::optional<Asked> asked_;                            // the answer is awaited
    std::map<std::uint64_t, std::filesystem::path> files_;  // of runs
    Job<Message> job_;
};

}  // namespace reweigh
