#include "core/figure/paper.h"

#include "core/figure/build_parts.h"
#include "core/figure/number_text.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr double gap = 8, head_height = 26, row_gap = 14, whole_head = 100, least_on_screen = 112;  // units

// One row of the grid.
struct PaperRow {
    int variant = 0;
    double weight = 0;
    int replica = 0;
};

std::vector<PaperRow> rows_of(const Setup& setup, const CellGridOptions& options) {
    std::vector<SeedGroup> groups = seed_groups(setup.replicas);
    std::ranges::stable_sort(groups, [](const SeedGroup& a, const SeedGroup& b) {
        return a.variant != b.variant ? a.variant < b.variant : a.weight > b.weight;
    });
    const auto seed = [&](int replica) { return setup.replicas[static_cast<std::size_t>(replica)].seed; };
    const int focus = std::clamp(options.focus, 0, static_cast<int>(setup.replicas.size()) - 1);
    std::vector<PaperRow> rows;
    for (const SeedGroup& group : groups) {
        if (options.variant && *options.variant != group.variant) continue;
        const auto same = std::ranges::find(group.replicas, seed(focus), seed);
        rows.push_back(
            {group.variant, group.weight, same == group.replicas.end() ? group.replicas.front() : *same});
    }
    return rows;
}

std::string row_name(const Setup& setup, const Replica& replica, const CellGridOptions& options) {
    return options.variant ? weight_label(replica.weight)
                           : series_name(setup, replica.variant, replica.weight);
}

std::int64_t step_of(std::int64_t epoch, const Scene& scene) {
    return epoch * steps_per_epoch(scene.setup, scene.data ? scene.data->size() : 1);
}

std::string epoch_head(std::int64_t epoch) { return "epoch " + count_text(epoch); }

void fill(PanelPicture& panel, const Snapshot& snapshot, const StageOptions& stage, CellCaptions captions) {
    const bool parked = is_parked(snapshot, stage.focus);
    panel = build_stage(snapshot, stage);
    panel.note.clear();
    if (captions != CellCaptions::BothModels) return;
    const Palette& colors = palette(stage.style.theme);
    panel.captions = stage_captions(snapshot, stage.focus, *stage.step, colors);
    if (parked && panel.captions.empty()) panel.captions = {{"not finite", "", colors.failed}};
}

void write_epochs(CellWriter& writer, std::span<const std::int64_t> epochs) {
    const bool whole = writer.grid.cell.x >= whole_head * writer.unit();
    if (!whole) writer.write_head({}, "epoch", 13, writer.colors.muted);
    for (std::size_t column = 0; column < epochs.size(); ++column)
        writer.write_head(column, whole ? epoch_head(epochs[column]) : count_text(epochs[column]), 15,
                          writer.colors.text);
}

void write_weights(CellWriter& writer, const CellGrid& grid) {
    const Setup& setup = writer.snapshot.scene->setup;
    for (const GridCell& cell : grid.cells) {
        if (cell.column > 0) continue;
        const Replica& replica = setup.replicas[static_cast<std::size_t>(cell.replica)];
        writer.write({cell.plot.min.x - 8 * writer.unit(), cell.plot.center().y + 4.7 * writer.unit()},
                     row_name(setup, replica, writer.options), 13,
                     writer.name_color(replica == writer.focus()), Align::Right, FontWeight::SemiBold);
    }
}

}  // namespace

CellGrid paper_grid(const Scene& scene, std::span<const std::int64_t> epochs,
                    const CellGridOptions& options) {
    const std::vector<PaperRow> rows = rows_of(scene.setup, options);
    std::size_t longest = 0;
    for (const PaperRow& row : rows) {
        const Replica& replica = scene.setup.replicas[static_cast<std::size_t>(row.replica)];
        longest = std::max(longest, row_name(scene.setup, replica, options).size());
    }
    GridFrame frame;
    frame.rows = rows.size();
    frame.columns = epochs.size();
    frame.gutter = 12 + 8 * static_cast<double>(longest);
    frame.head = head_height;
    frame.gap = gap;
    frame.row_gap = row_gap;
    frame.least_side = options.pixel > 0 ? least_on_screen : 0;
    frame.most = CellCaptions::BothModels;
    frame.models = scene.setup.companion ? 2 : 1;
    CellGrid grid = place_grid(frame, scene, options);
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < epochs.size(); ++column) {
            GridCell& cell = grid.cells.emplace_back(cell_in(grid, row, column, frame, options));
            cell.replica = rows[row].replica;
            cell.step = step_of(epochs[column], scene);
        }
    return grid;
}

bool is_kept(const Snapshot& snapshot, std::int64_t step) {
    return std::ranges::binary_search(snapshot.keyframes, step, {}, &KeyframeMark::step);
}

SmallMultiples build_paper(const Snapshot& snapshot, std::span<const std::int64_t> epochs,
                           const CellGrid& grid, const CellGridOptions& options) {
    const Scene& scene = *snapshot.scene;
    SmallMultiples paper;
    CellGrid filled = grid;
    filled.cells.clear();
    for (const GridCell& cell : grid.cells) {
        const StageOptions stage = cell_stage(scene, cell, options);
        PanelPicture& panel = paper.panels.emplace_back();
        const View* view = stage_view(snapshot, ModelRole::Model, stage);
        if (view && (view->step == *cell.step || is_parked(snapshot, cell.replica))) {
            fill(panel, snapshot, stage, grid.captions);
            filled.cells.push_back(cell);
        } else {
            panel.cell = panel.plot = cell.plot;
            panel.x.ticks = panel.y.ticks = Ticks::None;
            panel.empty_note = epoch_head(epochs[cell.column]);
        }
    }
    CellWriter writer{snapshot, filled, options, palette(options.style.theme)};
    write_epochs(writer, epochs);
    write_weights(writer, grid);
    write_captions(writer);
    paper.heads = std::move(writer.heads);
    paper.words = std::move(writer.words);
    return paper;
}

}  // namespace reweigh
