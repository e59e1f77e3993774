#pragma once

#include "app/view_state.h"
#include "core/experiment/checkpoint.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace reweigh {

// What a checkpoint of all runs of the window needs beside the trainer's answer.
struct SavedWindow {
    std::string program;    // the version that files name
    std::uint64_t run = 0;  // that is to come back on screen
    std::map<std::uint64_t, Experiment> experiments;
    Node view;
    History history = History::Recent;  // of each run
};

// `file`: the user's own, of the run on screen; empty: it has none.
SavedWindow saved_window(const Snapshot& snapshot, const ViewState& view, std::string program,
                         const std::filesystem::path& file, History history);

// Whether the run is still there, on screen or past. One that was left before its first step is not.
bool has_run(const SavedWindow& window, const Captured& captured);

// A run that began after the window was asked is left out. Throws Error without the run.
Checkpoint checkpoint_of(const SavedWindow& window, const Captured& captured);

}  // namespace reweigh
