#pragma once

#include "core/figure/cell_words.h"

namespace reweigh {

// Columns: all weights, ascending. Rows: variants. Each cell is the replica with the focus's seed, else the
// first of its weight and variant.
CellGrid fan_grid(const Scene& scene, const CellGridOptions& options);

// Surface, points, max-margin line and edges of every cell, now; below it training errors and offset of the
// model at the last read-out. Parked replicas are hatched and say so. Pure.
SmallMultiples build_fan(const Snapshot& snapshot, const CellGrid& grid, const CellGridOptions& options);

}  // namespace reweigh
