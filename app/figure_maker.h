#pragma once

#include "app/gallery_card.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace reweigh {

// How far a figure is; shared with whoever waits for it.
struct MakingProgress {
    std::atomic<double> share{0};
    std::atomic<bool> is_cancelled{false};
};

// Trains an experiment and the runs of its claims to their ends, on the calling thread alone, and draws its
// first figure. Nothing where it was cancelled. Throws Error.
std::optional<MadeFigure> make_figure(const std::string& experiment, MakingProgress& progress);

// What was made before, where neither the experiment nor the program has changed since: in the user's cache.
// A cache that cannot be read is none; one that cannot be written is a line in the log.
std::optional<MadeFigure> kept_figure(const std::string& experiment, const std::string& program);
void keep_figure(const std::string& experiment, const std::string& program, const MadeFigure& made);

}  // namespace reweigh
