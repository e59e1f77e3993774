#pragma once

#include "core/figure/figure.h"
#include "core/state/snapshot.h"

namespace reweigh {

// Every read-out of every replica so far, as rows of a CSV file: curve by curve, then by step.
// Read-outs without a value have no row.
std::vector<FigureRow> curve_rows(const Snapshot& snapshot);

// "mlp", "lr": the kind of the model or of its companion, its name in files.
std::string model_key(const Setup& setup, ModelRole role);

}  // namespace reweigh
