#include "core/base/error.h"
#include "core/figure/build_parts.h"
#include "core/figure/describe.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reweigh {
namespace {

struct FigureKind {
    std::string_view name;
    std::vector<ViewRequest> (*views)(const FigureSpec&, const Scene&, const FigureOptions&);
    Figure (*build)(const FigureSpec&, const Snapshot&, const FigureOptions&);
};
constexpr std::array figure_kinds{
    FigureKind{"paper_grid", paper_grid_views, build_paper_grid},
    FigureKind{"curves", curves_figure_views, build_curves_figure},
    FigureKind{"stage", stage_figure_views, build_stage_figure},
};

struct LayerName {
    std::string_view name;
    bool StageLayers::*shown;
};
constexpr std::array layer_names{
    LayerName{"surface:model", &StageLayers::surface},
    LayerName{"points", &StageLayers::points},
    LayerName{"edge:model", &StageLayers::model_edge},
    LayerName{"edge:companion", &StageLayers::companion_edge},
    LayerName{"max_margin", &StageLayers::max_margin},
    LayerName{"margins", &StageLayers::margins},
    LayerName{"support_vectors", &StageLayers::support_vectors},
};

template <class Rows>
std::string names_in(const Rows& rows) {
    std::string names;
    for (const auto& row : rows) names += (names.empty() ? "" : ", ") + std::string(row.name);
    return names;
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

const FigureKind& kind_of_figure(const FigureSpec& spec) {
    const auto found = std::ranges::find(figure_kinds, spec.kind, &FigureKind::name);
    if (found == figure_kinds.end())
        throw Error("Figure " + quoted(spec.name) + ": unknown kind " + quoted(spec.kind) + "; known are " +
                    names_in(figure_kinds) + ".");
    return *found;
}

// Rows that a text of this size surely fits into: draw() wraps it by true widths, which are a little smaller.
double estimated_rows(double ems, double em, double width) { return std::ceil(ems * em / width); }

constexpr double em_per_letter = 0.56;

}  // namespace

PanelStyle style_of(const FigureOptions& options) { return {options.theme, options.font_pt}; }

double width_points(const FigureSpec& spec, const FigureOptions& options) {
    constexpr double points_per_mm = 72 / 25.4;
    return points_per_mm * (options.width_mm > 0 ? options.width_mm : spec.width_mm);
}

StageLayers stage_layers(const FigureSpec& spec) {
    StageLayers layers;
    if (spec.layers.empty()) return layers;
    for (const LayerName& layer : layer_names) layers.*layer.shown = false;
    for (const std::string& name : spec.layers) {
        const auto found = std::ranges::find(layer_names, name, &LayerName::name);
        if (found == layer_names.end())
            throw Error("Figure " + quoted(spec.name) + ": unknown layer " + quoted(name) + "; known are " +
                        names_in(layer_names) + ".");
        layers.*found->shown = true;
    }
    return layers;
}

Figure begin_figure(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    Figure figure;
    figure.size.x = width_points(spec, options);
    figure.theme = options.theme;
    figure.font_size = options.font_pt;
    figure.transparent = options.transparent;
    figure.title = spec.title;
    figure.note = footnote(snapshot);
    figure.description = (spec.title.empty() ? "" : spec.title + ". ") + describe(snapshot, options.focus);
    return figure;
}

void end_figure(Figure& figure, double panels_end) {
    const double unit = figure.font_size / 13, width = figure.size.x - 2 * figure_margin * unit;
    double legend_ems = 0;
    for (const LegendEntry& entry : figure.legend)
        legend_ems += 5 + em_per_letter * static_cast<double>(entry.name.size());
    const double legend_rows = estimated_rows(legend_ems, figure.font_size, width);
    const double note_rows = estimated_rows(em_per_letter * static_cast<double>(figure.note.size()),
                                            0.9 * figure.font_size, width);
    figure.size.y = panels_end + unit * (figure_margin + 8 + 20 * legend_rows + 16 * note_rows);
}

std::vector<ViewRequest> views_needed(const FigureSpec& spec, const Scene& scene,
                                      const FigureOptions& options) {
    return kind_of_figure(spec).views(spec, scene, options);
}

Figure build(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    const FigureKind& kind = kind_of_figure(spec);
    if (!snapshot.scene) throw Error("Figure " + quoted(spec.name) + ": nothing has been trained yet.");
    return kind.build(spec, snapshot, options);
}

}  // namespace reweigh
