#include "core/figure/build_parts.h"
#include "core/figure/number_text.h"
#include "core/figure/paper.h"

#include <algorithm>
#include <iterator>

namespace reweigh {
namespace {

void append_cell_rows(Figure& figure, const Snapshot& snapshot, const GridCell& cell, std::int64_t epoch) {
    const Setup& setup = snapshot.scene->setup;
    const auto index = readout_index(snapshot, *cell.step);
    if (!index || snapshot.readout_steps[*index] != *cell.step) return;
    const Replica& replica = setup.replicas[static_cast<std::size_t>(cell.replica)];
    for (const SeedGroup& group : seed_groups(setup.replicas))
        if (group.variant == replica.variant && group.weight == replica.weight)
            append_rows(figure.rows, snapshot, group, *index,
                        series_name(setup, group.variant, group.weight) + ", epoch " + count_text(epoch));
}

}  // namespace

std::vector<ViewRequest> paper_grid_views(const FigureSpec& spec, const Scene& scene,
                                          const FigureOptions& options) {
    const CellGridOptions cells = cell_options(spec, options);
    return cell_views(scene, paper_grid(scene, spec.epochs, cells), cells);
}

Figure build_paper_grid(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    const Scene& scene = *snapshot.scene;
    Figure figure = begin_figure(spec, snapshot, options);
    const CellGridOptions cells = cell_options(spec, options);
    const CellGrid grid = paper_grid(scene, spec.epochs, cells);
    SmallMultiples paper = build_paper(snapshot, spec.epochs, grid, cells);
    figure.panels = std::move(paper.panels);
    figure.words = std::move(paper.heads);
    std::ranges::move(paper.words, std::back_inserter(figure.words));
    for (const GridCell& cell : grid.cells)
        append_cell_rows(figure, snapshot, cell, spec.epochs[cell.column]);
    if (!grid.cells.empty())
        figure.legend = stage_legend(scene, cell_stage(scene, grid.cells.front(), cells));
    const bool names_variant = options.variant && scene.setup.variants.size() > 1;
    if (names_variant)
        figure.note = "Variant " + scene.setup.variants[static_cast<std::size_t>(*options.variant)] + ". " +
                      figure.note;
    figure.note = cell_captions_text(scene, grid.captions) + "Rows: w+ : w\u2212. " + figure.note;
    end_figure(figure, grid.bottom());
    return figure;
}

}  // namespace reweigh
