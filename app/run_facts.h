#pragma once

#include "app/view_state.h"
#include "core/state/snapshot.h"

#include <filesystem>
#include <vector>

namespace reweigh {

// What proves which run this is: experiment, seed, step, edits, data and its digest, engine. `file`: the
// user's own, or empty; `program`: facts of the program itself.
std::vector<Fact> run_facts(const Snapshot& snapshot, const Experiment& experiment,
                            const std::filesystem::path& file, std::vector<Fact> program);

// The facts as lines, for the clipboard.
std::string to_text(const std::vector<Fact>& facts);

}  // namespace reweigh
