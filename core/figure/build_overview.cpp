#include "core/figure/build_parts.h"

#include <algorithm>
#include <array>

namespace reweigh {
namespace {

constexpr std::array<std::string_view, 4> overview_readouts{"area", "offset", "angle", "norm"};
constexpr double stage_share = 0.4;  // of the width; the rest: two columns of curves

FigureSpec part_of(const FigureSpec& spec, std::string_view kind, double width_mm) {
    FigureSpec part = spec;
    part.kind = kind;
    part.title.clear();
    part.width_mm = width_mm;
    return part;
}

// Adds a figure's panels at a place, its rows, and what its legend has more.
void append(Figure& figure, const Figure& part, Vec2 at) {
    const auto moved = [&](Rect place) { return Rect{place.min + at, place.max + at}; };
    for (PanelPicture panel : part.panels) {
        panel.cell = moved(panel.cell);
        panel.plot = moved(panel.plot);
        figure.panels.push_back(std::move(panel));
    }
    figure.rows.insert(figure.rows.end(), part.rows.begin(), part.rows.end());
    for (const LegendEntry& entry : part.legend)
        if (std::ranges::find(figure.legend, entry.name, &LegendEntry::name) == figure.legend.end())
            figure.legend.push_back(entry);
}

std::string variant_name(const Snapshot& snapshot, int variant) {
    return "variant " + snapshot.scene->setup.variants[static_cast<std::size_t>(variant)];
}

double lower_end(const Figure& figure) {
    double end = 0;
    for (const PanelPicture& panel : figure.panels) end = std::max({end, panel.cell.max.y, panel.plot.max.y});
    return end;
}

}  // namespace

std::vector<ViewRequest> overview_figure_views(const FigureSpec& spec, const Scene& scene,
                                               const FigureOptions& options) {
    FigureOptions part = options;
    part.width_mm = 0;
    return stage_figure_views(part_of(spec, "stage", stage_share * spec.width_mm), scene, part);
}

Figure build_overview_figure(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    FigureOptions part = options;
    part.width_mm = 0;
    const double width_mm = options.width_mm > 0 ? options.width_mm : spec.width_mm;
    const double curves_mm = (1 - stage_share) / 2 * width_mm;
    Figure figure = begin_figure(spec, snapshot, options);
    figure.note.clear();
    const double top = spec.title.empty() ? 0 : (title_height - figure_margin) * figure.font_size / 13;

    const Figure stage = build_stage_figure(part_of(spec, "stage", stage_share * width_mm), snapshot, part);
    if (options.variant) figure.note = "Curves: " + variant_name(snapshot, *options.variant) + ". ";
    figure.note += stage.note;
    append(figure, stage, {0, top});
    double row_end = top;
    for (std::size_t i = 0; i < overview_readouts.size(); ++i) {
        FigureSpec curves = part_of(spec, "curves", curves_mm);
        curves.y = overview_readouts[i];
        const Figure plot = build_curves_figure(curves, snapshot, part);
        append(figure, plot, {stage.size.x + static_cast<double>(i % 2) * plot.size.x, row_end});
        if (i % 2 == 1) row_end += lower_end(plot);
    }
    end_figure(figure, lower_end(figure));
    return figure;
}

}  // namespace reweigh
