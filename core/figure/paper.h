#pragma once

#include "core/figure/cell_words.h"

#include <cstdint>
#include <span>

namespace reweigh {

// The paper's grid. Rows: variants as listed, in each the weights that favour + first; only the variant that
// the options name, where they do. Columns: epochs. Each cell is the replica with the focus's seed, else the
// first of its weight and variant.
CellGrid paper_grid(const Scene& scene, std::span<const std::int64_t> epochs, const CellGridOptions& options);

// Whether a run has passed that step and kept it: its cells are filled, and stay so.
bool is_kept(const Snapshot& snapshot, std::int64_t step);

// The cells that have their answer; the others name their epoch in grey. Pure.
SmallMultiples build_paper(const Snapshot& snapshot, std::span<const std::int64_t> epochs,
                           const CellGrid& grid, const CellGridOptions& options);

}  // namespace reweigh
