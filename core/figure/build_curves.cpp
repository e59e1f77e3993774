#include "core/base/error.h"
#include "core/figure/build_parts.h"

#include <algorithm>

namespace reweigh {
namespace {

CurvesX x_of(const FigureSpec& spec) {
    std::string known;
    for (const auto& name : names_of<CurvesX>) {
        if (name.key == spec.x) return name.value;
        known += (known.empty() ? "" : ", ") + std::string(name.key);
    }
    throw Error("Figure \"" + spec.name + "\": unknown x \"" + spec.x + "\"; known are " + known + ".");
}

std::size_t most_seeds(const Setup& setup) {
    std::size_t most = 0;
    for (const SeedGroup& group : seed_groups(setup.replicas)) most = std::max(most, group.replicas.size());
    return most;
}

void add_legend(Figure& figure, const Setup& setup, const PanelStyle& style) {
    const Palette& colors = palette(style.theme);
    const double unit = style.unit();
    figure.legend.push_back({model_name(setup, ModelRole::Model), Stroke{colors.text, 2.75 * unit, {}}});
    if (setup.companion)
        figure.legend.push_back({model_name(setup, ModelRole::Companion), companion_stroke(colors, unit)});
    if (const std::size_t seeds = most_seeds(setup); seeds > 1)
        figure.legend.push_back({"mean \u00b1 sd of " + std::to_string(seeds) + " seeds",
                                 Swatch{blend(colors.muted, colors.plot, 0.3)}});
}

}  // namespace

std::vector<ViewRequest> curves_figure_views(const FigureSpec& spec, const Scene&, const FigureOptions&) {
    x_of(spec);
    return {};
}

Figure build_curves_figure(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    Figure figure = begin_figure(spec, snapshot, options);
    CurvesOptions curves;
    curves.style = style_of(options);
    curves.readout = spec.y;
    curves.x = x_of(spec);
    curves.focus = options.focus;
    const double unit = curves.style.unit(), margin = figure_margin * unit;
    const double top = spec.title.empty() ? margin : title_height * unit;
    const double width = figure.size.x - 2 * margin, height = 0.62 * width;
    curves.cell = {{margin, top}, {margin + width, top + height}};
    figure.panels.push_back(build_curves(snapshot, curves));
    add_legend(figure, snapshot.scene->setup, curves.style);
    append_curve_rows(figure.rows, snapshot, spec.y, figure.panels.front().title);
    end_figure(figure, curves.cell.max.y);
    return figure;
}

}  // namespace reweigh
