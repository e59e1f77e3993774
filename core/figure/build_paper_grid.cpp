#include "core/figure/build_parts.h"
#include "core/figure/number_text.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr double gap = 8, caption_height = 18, row_gap = 14, head_height = 26;  // units

std::string epoch_head(std::int64_t epoch) { return "epoch " + count_text(epoch); }

std::int64_t step_of(std::int64_t epoch, const Scene& scene) {
    return epoch * steps_per_epoch(scene.setup, scene.data ? scene.data->size() : 1);
}

// Variants as listed; in each the weights that favour + first, as in the paper.
std::vector<SeedGroup> grid_rows(const Setup& setup) {
    std::vector<SeedGroup> rows = seed_groups(setup.replicas);
    std::ranges::stable_sort(rows, [](const SeedGroup& a, const SeedGroup& b) {
        return a.variant != b.variant ? a.variant < b.variant : a.weight > b.weight;
    });
    return rows;
}

// Where the cells of a grid lie.
struct GridLayout {
    Vec2 origin, cell, pitch;
    Rect plot(std::size_t row, std::size_t column) const {
        const Vec2 min =
            origin + Vec2{pitch.x * static_cast<double>(column), pitch.y * static_cast<double>(row)};
        return {min, min + cell};
    }
};

GridLayout layout_of(const FigureSpec& spec, const Scene& scene, const FigureOptions& options,
                     std::size_t caption_rows) {
    const double unit = style_of(options).unit();
    std::size_t longest = 0;
    for (const SeedGroup& row : grid_rows(scene.setup))
        longest = std::max(longest, series_name(scene.setup, row.variant, row.weight).size());
    const double gutter = unit * (figure_margin + 12 + 8 * static_cast<double>(longest));
    const auto columns = static_cast<double>(std::max<std::size_t>(spec.epochs.size(), 1));
    const double room = width_points(spec, options) - gutter - unit * (figure_margin + gap * (columns - 1));
    const Rect box = scene.data ? scene.data->area_box : Rect{{-1, -1}, {1, 1}};
    const double side = room / columns, height = side * box.height() / box.width();
    const double title = spec.title.empty() ? 0 : title_height;
    return {
        {gutter, unit * (title + head_height)},
        {side, height},
        {side + unit * gap, height + unit * (caption_height * static_cast<double>(caption_rows) + row_gap)}};
}

StageOptions cell_options(const FigureSpec& spec, const Scene& scene, const FigureOptions& options) {
    StageOptions cell;
    cell.style = style_of(options);
    cell.layers = stage_layers(spec);
    cell.layers.labels = cell.layers.margins = cell.layers.support_vectors = false;
    cell.ticks = Ticks::None;
    cell.plot = layout_of(spec, scene, options, 0).plot(0, 0);
    return cell;
}

// One cell; before its epoch it names it in grey.
PanelPicture grid_cell(const Snapshot& snapshot, const StageOptions& options, std::int64_t epoch) {
    const View* view = stage_view(snapshot, ModelRole::Model, options);
    const bool parked = is_parked(snapshot, options.focus);
    if (view && (view->step == *options.step || parked)) {
        PanelPicture panel = build_stage(snapshot, options);
        panel.note.clear();
        panel.captions = stage_captions(snapshot, options.focus, *options.step, palette(options.style.theme));
        if (parked && panel.captions.empty())
            panel.captions = {{"not finite", "", palette(options.style.theme).failed}};
        return panel;
    }
    PanelPicture panel;
    panel.cell = panel.plot = options.plot;
    panel.x.ticks = panel.y.ticks = Ticks::None;
    panel.empty_note = epoch_head(epoch);
    return panel;
}

void append_grid_rows(Figure& figure, const Snapshot& snapshot, const SeedGroup& group, std::int64_t epoch) {
    const std::int64_t step = step_of(epoch, *snapshot.scene);
    const auto index = readout_index(snapshot, step);
    if (!index || snapshot.readout_steps[*index] != step) return;
    append_rows(figure.rows, snapshot, group, *index,
                series_name(snapshot.scene->setup, group.variant, group.weight) + ", " + epoch_head(epoch));
}

}  // namespace

std::vector<ViewRequest> paper_grid_views(const FigureSpec& spec, const Scene& scene,
                                          const FigureOptions& options) {
    StageOptions cell = cell_options(spec, scene, options);
    std::vector<ViewRequest> views;
    for (const SeedGroup& row : grid_rows(scene.setup))
        for (const std::int64_t epoch : spec.epochs) {
            cell.focus = row.replicas.front();
            cell.step = step_of(epoch, scene);
            std::ranges::move(stage_views(scene, cell), std::back_inserter(views));
        }
    return views;
}

Figure build_paper_grid(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    const Scene& scene = *snapshot.scene;
    Figure figure = begin_figure(spec, snapshot, options);
    const std::vector<SeedGroup> rows = grid_rows(scene.setup);
    const GridLayout layout = layout_of(spec, scene, options, scene.setup.companion ? 2 : 1);
    StageOptions cell = cell_options(spec, scene, options);
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < spec.epochs.size(); ++column) {
            const std::int64_t epoch = spec.epochs[column];
            cell.focus = rows[row].replicas.front();
            cell.step = step_of(epoch, scene);
            cell.plot = layout.plot(row, column);
            PanelPicture& panel = figure.panels.emplace_back(grid_cell(snapshot, cell, epoch));
            panel.title_align = Align::Center;
            if (row == 0) panel.title = epoch_head(epoch);
            if (column == 0) panel.y.label = series_name(scene.setup, rows[row].variant, rows[row].weight);
            append_grid_rows(figure, snapshot, rows[row], epoch);
        }
    figure.legend = stage_legend(scene, cell);
    figure.note = captions_text(scene) + "Rows: w+ : w\u2212. " + figure.note;
    end_figure(figure, layout.origin.y + layout.pitch.y * static_cast<double>(rows.size()));
    return figure;
}

}  // namespace reweigh
