#include "core/figure/build_parts.h"
#include "core/figure/fan.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <iterator>

namespace reweigh {
std::vector<ViewRequest> fan_figure_views(const FigureSpec& spec, const Scene& scene,
                                          const FigureOptions& options) {
    const CellGridOptions cells = cell_options(spec, options);
    return cell_views(scene, fan_grid(scene, cells), cells);
}

Figure build_fan_figure(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    const Scene& scene = *snapshot.scene;
    Figure figure = begin_figure(spec, snapshot, options);
    const CellGridOptions cells = cell_options(spec, options);
    const CellGrid grid = fan_grid(scene, cells);
    SmallMultiples fan = build_fan(snapshot, grid, cells);
    figure.panels = std::move(fan.panels);
    figure.words = std::move(fan.heads);
    std::ranges::move(fan.words, std::back_inserter(figure.words));
    if (!snapshot.readout_steps.empty())
        for (const SeedGroup& group : seed_groups(scene.setup.replicas))
            append_rows(figure.rows, snapshot, group, snapshot.readout_steps.size() - 1,
                        series_name(scene.setup, group.variant, group.weight));
    if (!grid.cells.empty())
        figure.legend = stage_legend(scene, cell_stage(scene, grid.cells.front(), cells));
    figure.note = "Epoch " + epoch_text(snapshot.epoch()) + ". " + cell_captions_text(scene, grid.captions) +
                  figure.note;
    end_figure(figure, grid.bottom());
    return figure;
}

}  // namespace reweigh
