#include "core/base/error.h"
#include "core/figure/build_parts.h"

#include <algorithm>

namespace reweigh {
namespace {

std::size_t most_in_a_band(const Setup& setup, Band band) {
    std::size_t most = 0;
    for (const SeedGroup& group : seed_groups(setup.replicas, band))
        most = std::max(most, group.replicas.size());
    return most;
}

// A panel of one variant's lines says which it is, and leaves out the focus's values: its title needs the
// room.
PanelPicture variant_plot(const Snapshot& snapshot, CurvesOptions options, int variant) {
    const Setup& setup = snapshot.scene->setup;
    options.variant = variant;
    options.focus = focus_in_variant(setup, variant, options.focus);
    PanelPicture panel = build_curves(snapshot, options);
    panel.title += ", " + setup.variants[static_cast<std::size_t>(variant)];
    panel.values.clear();
    return panel;
}

// Small multiples from the upper left, two in a row; `cell`: the first one's.
void add_variant_plots(Figure& figure, const FigureSpec& spec, const Snapshot& snapshot,
                       CurvesOptions options) {
    const Rect first = options.cell;
    for (std::size_t v = 0; v < snapshot.scene->setup.variants.size(); ++v) {
        const Vec2 shift{static_cast<double>(v % 2) * first.width(),
                         static_cast<double>(v / 2) * first.height()};
        options.cell = {first.min + shift, first.max + shift};
        const int variant = static_cast<int>(v);
        figure.panels.push_back(variant_plot(snapshot, options, variant));
        append_curve_rows(figure.rows, snapshot, spec.y, figure.panels.back().title, variant);
    }
}

}  // namespace

CurvesX x_of(const FigureSpec& spec) {
    std::string known;
    for (const auto& name : names_of<CurvesX>) {
        if (name.key == spec.x) return name.value;
        known += (known.empty() ? "" : ", ") + std::string(name.key);
    }
    throw Error("Figure \"" + spec.name + "\": unknown x \"" + spec.x + "\"; known are " + known + ".");
}

CurvesOptions curves_options(const FigureSpec& spec, const FigureOptions& options) {
    CurvesOptions curves;
    curves.style = style_of(options);
    curves.readout = spec.y;
    curves.x = x_of(spec);
    curves.focus = options.focus;
    curves.variant = options.variant;
    curves.x_range = options.x_range;
    curves.hidden = options.hidden;
    curves.band = spec.band;
    return curves;
}

std::string hidden_text(const FigureOptions& options) {
    std::string names;
    for (const std::string& name : options.hidden) names += (names.empty() ? "" : ", ") + name;
    return names.empty() ? names : "Not drawn: " + names + ". ";
}

void add_model_legend(Figure& figure, const Setup& setup, const PanelStyle& style, Band band) {
    const Palette& colors = palette(style.theme);
    const double unit = style.unit();
    figure.legend.push_back({model_name(setup, ModelRole::Model), Stroke{colors.text, 2.75 * unit, {}}});
    if (setup.companion)
        figure.legend.push_back({model_name(setup, ModelRole::Companion), companion_stroke(colors, unit)});
    const std::string apart = band == Band::Variants ? " models" : " seeds";
    if (const std::size_t most = most_in_a_band(setup, band); most > 1)
        figure.legend.push_back({"mean \u00b1 sd of " + std::to_string(most) + apart,
                                 Swatch{blend(colors.muted, colors.plot, 0.3)}});
}

std::vector<ViewRequest> curves_figure_views(const FigureSpec& spec, const Scene&, const FigureOptions&) {
    x_of(spec);
    return {};
}

Figure build_curves_figure(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    Figure figure = begin_figure(spec, snapshot, options);
    CurvesOptions curves = curves_options(spec, options);
    figure.note = hidden_text(options) + figure.note;
    const double unit = curves.style.unit(), margin = figure_margin * unit;
    const double top = spec.title.empty() ? margin : title_height * unit;
    const double width = (figure.size.x - 2 * margin) / (spec.panel_per_variant ? 2 : 1),
                 height = 0.62 * width;
    curves.cell = {{margin, top}, {margin + width, top + height}};
    if (spec.panel_per_variant) {
        add_variant_plots(figure, spec, snapshot, curves);
    } else {
        figure.panels.push_back(build_curves(snapshot, curves));
        append_curve_rows(figure.rows, snapshot, spec.y, figure.panels.front().title, options.variant,
                          spec.band);
    }
    add_model_legend(figure, snapshot.scene->setup, curves.style, spec.band);
    end_figure(figure, figure.panels.back().cell.max.y);
    return figure;
}

}  // namespace reweigh
