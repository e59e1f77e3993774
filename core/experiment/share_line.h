#pragma once

#include "core/experiment/experiment.h"
#include "core/state/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reweigh {

inline constexpr std::size_t longest_share_line = 2'000;  // characters

// A run that a line stands for:
// reweigh:boundary/fig1?seed=3&set=l2:0.001&edits=128000:importance:-4&at=200000. `set` is KEY:VALUE of
// --set, `edits` STEP:KEY:VALUE with :VARIANT for one alone, both as often as needed; `at` the step to train
// to. Letters other than A-Z a-z 0-9 and -._+,: are written as %XX. A line starts no program and names no
// file. PRODUCT.md 8.
struct SharedRun {
    Experiment experiment;
    std::optional<std::int64_t> at;
};

bool is_share_line(std::string_view text);  // at least it says so

// Throws Error for anything that is not exactly such a line.
SharedRun read_share_line(std::string_view line);

// The line of a run, at its step; `experiment`: what it was made from. Throws Error for what a line cannot
// say: "Too long for a line; save a file."
std::string share_line(const Experiment& experiment, const Snapshot& snapshot);

}  // namespace reweigh
