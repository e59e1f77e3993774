#include "core/figure/fan.h"

#include "core/figure/curves_parts.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reweigh {
namespace {

constexpr double head = 32, wide_gap = 12, narrow_gap = 6, row_gap = 14, most_row_gap = 28;  // units
constexpr double least_on_screen = 24;

std::vector<double> weights_of(const Setup& setup) {
    std::vector<double> weights;
    for (const Replica& replica : setup.replicas) weights.push_back(replica.weight);
    std::ranges::sort(weights);
    weights.erase(std::unique(weights.begin(), weights.end()), weights.end());
    return weights;
}

std::uint64_t seed_of(const Setup& setup, int replica) {
    const int last = static_cast<int>(setup.replicas.size()) - 1;
    return setup.replicas[static_cast<std::size_t>(std::clamp(replica, 0, last))].seed;
}

// Room for the names of variants, and for what they keep: "batch norm on".
double gutter_of(const Setup& setup) {
    constexpr double for_names = 76, for_changes = 104, most = 150, letter = 8.5, space = 16;
    std::size_t longest = 0;
    for (const std::string& name : setup.variants) longest = std::max(longest, name.size());
    return std::clamp(space + letter * static_cast<double>(longest),
                      setup.variants.size() > 1 ? for_changes : for_names, most);
}

// Every name where there is room for all, else every second or fourth, 1:1 among them.
void write_weights(CellWriter& writer) {
    const CellGrid& grid = writer.grid;
    const std::vector<double> weights = weights_of(writer.snapshot.scene->setup);
    const double pitch = grid.pitch.x / writer.unit();
    const double size = pitch >= 60 ? 15 : 13, needed = pitch >= 60 ? 52 : 44;
    const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(needed / pitch)));
    const std::size_t first = (weights.size() / 2) % every;
    writer.write_head({}, "w+ : w\u2212", 13, writer.colors.muted);
    for (std::size_t column = first; column < weights.size(); column += every)
        writer.write_head(column, weight_label(weights[column]), size,
                          writer.name_color(weights[column] == writer.focus().weight));
}

// A variant's name, and below it what it keeps that the first one does not.
void write_variants(CellWriter& writer) {
    const Setup& setup = writer.snapshot.scene->setup;
    const auto& live = writer.snapshot.live.variants;
    for (std::size_t row = 0; row < writer.grid.rows; ++row) {
        const double middle = writer.grid.plot(row, 0).center().y, left = writer.options.room.min.x;
        const bool is_of_focus = static_cast<int>(row) == writer.focus().variant;
        const std::string change =
            row > 0 && row < live.size() ? changes_text(live.front(), live[row]) : std::string();
        const double baseline = middle + (change.empty() ? 5 : -3) * writer.unit();
        writer.write({left, baseline}, setup.variants[row], 15, writer.name_color(is_of_focus), Align::Left,
                     FontWeight::SemiBold);
        writer.write({left, baseline + 19 * writer.unit()}, change, 13, writer.colors.muted);
    }
}

}  // namespace

CellGrid fan_grid(const Scene& scene, const CellGridOptions& options) {
    const Setup& setup = scene.setup;
    const std::vector<double> weights = weights_of(setup);
    GridFrame frame;
    frame.rows = setup.variants.size();
    frame.columns = weights.size();
    frame.gutter = gutter_of(setup);
    frame.head = head;
    frame.gap = weights.size() > 9 ? narrow_gap : wide_gap;
    frame.row_gap = row_gap;
    frame.most_row_gap = most_row_gap;
    frame.least_side = options.pixel > 0 ? least_on_screen : 0;
    CellGrid grid = place_grid(frame, scene, options);
    std::vector<std::optional<int>> at(grid.rows * grid.columns);
    const std::uint64_t seed = seed_of(setup, options.focus);
    for (std::size_t i = 0; i < setup.replicas.size(); ++i) {
        const Replica& replica = setup.replicas[i];
        const auto column =
            static_cast<std::size_t>(std::ranges::lower_bound(weights, replica.weight) - weights.begin());
        auto& place = at[static_cast<std::size_t>(replica.variant) * grid.columns + column];
        if (!place || replica.seed == seed) place = static_cast<int>(i);
    }
    for (std::size_t i = 0; i < at.size(); ++i) {
        if (!at[i]) continue;
        GridCell cell = cell_in(grid, i / grid.columns, i % grid.columns, frame, options);
        cell.replica = *at[i];
        grid.cells.push_back(cell);
    }
    return grid;
}

SmallMultiples build_fan(const Snapshot& snapshot, const CellGrid& grid, const CellGridOptions& options) {
    SmallMultiples fan;
    for (const GridCell& cell : grid.cells) {
        PanelPicture& panel =
            fan.panels.emplace_back(build_stage(snapshot, cell_stage(*snapshot.scene, cell, options)));
        panel.note.clear();
    }
    CellWriter writer{snapshot, grid, options, palette(options.style.theme)};
    write_weights(writer);
    write_variants(writer);
    write_captions(writer);
    fan.heads = std::move(writer.heads);
    fan.words = std::move(writer.words);
    return fan;
}

}  // namespace reweigh
