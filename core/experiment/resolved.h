#pragma once

#include "core/config/node.h"
#include "core/experiment/experiment.h"

#include <string>
#include <vector>

namespace reweigh {

// An experiment as one table without `extends`: an experiment file that stands alone, with every default
// written out, hand-drawn points, and "experiment" for its id. What checkpoints and figures carry.
// DESIGN.md 7, 8.
Node resolved_node(const Experiment& experiment);

// The experiment of such a table: equal to the one written. Throws Error that names the source, the line and
// the key.
Experiment experiment_from(const Node& resolved);

// What --set may change of a run that goes on: where it stops, its engine and precision. Throws
// CommandLineError.
void override_run(const Overrides& overrides, Setup& setup, Stop& stop);

// The experiment whose start and edit log are those of a run: rates are numbers, `edits` begins with step 0.
Experiment with_log(Experiment experiment, const std::vector<Edit>& edits);

}  // namespace reweigh
