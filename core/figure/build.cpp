#include "core/base/error.h"
#include "core/figure/build_parts.h"
#include "core/figure/describe.h"
#include "core/figure/draw_parts.h"

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
    FigureKind{"overview", overview_figure_views, build_overview_figure},
    FigureKind{"final", final_figure_views, build_final_figure},
    FigureKind{"fan", fan_figure_views, build_fan_figure},
    FigureKind{"agreement", agreement_figure_views, build_agreement_figure},
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

// There is no canvas yet: the mean width of letters in Inter, in ems. draw() wraps by true widths.
constexpr double em_per_letter = 0.54;

// Code points: all but the bytes that continue one.
std::size_t letters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::vector<FigureFact> figure_facts(const Snapshot& snapshot) {
    const Setup& setup = snapshot.scene->setup;
    std::vector<FigureFact> found{{"experiment", setup.experiment},
                                  {"seed", std::to_string(setup.seed)},
                                  {"weight_log2", "as swept; each step trains with weight_log2 + importance"},
                                  {"importance", importance_text(snapshot)}};
    if (snapshot.scene->data) {
        found.push_back({"data", snapshot.scene->data->source});
        found.push_back({"data_seed", std::to_string(effective_data_seed(setup))});
        found.push_back({"data_sha256", snapshot.scene->data->digest});
    }
    return found;
}

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

CellGridOptions cell_options(const FigureSpec& spec, const FigureOptions& options) {
    CellGridOptions cells;
    cells.style = style_of(options);
    cells.layers = stage_layers(spec);
    cells.focus = options.focus;
    cells.variant = options.variant;
    const double unit = cells.style.unit(), margin = unit * figure_margin;
    cells.room = {{margin, unit * (spec.title.empty() ? 0 : title_height)},
                  {width_points(spec, options) - margin, 1e9}};
    return cells;
}

Figure begin_figure(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    Figure figure;
    figure.size.x = width_points(spec, options);
    figure.theme = options.theme;
    figure.font_size = options.font_pt;
    figure.transparent = options.transparent;
    figure.name = spec.name;
    figure.title = spec.title;
    figure.facts = figure_facts(snapshot);
    figure.note = footnote(snapshot);
    figure.description = (spec.title.empty() ? "" : spec.title + ". ") + describe(snapshot, options.focus);
    return figure;
}

void end_figure(Figure& figure, double panels_end) {
    const double unit = figure.font_size / 13, width = figure.size.x / unit - 2 * figure_margin;
    double used = 0, legend_rows = figure.legend.empty() ? 0 : 1;
    for (const LegendEntry& entry : figure.legend) {
        const double needed = legend_mark_units(entry) + legend_mark_gap +
                              13 * em_per_letter * static_cast<double>(letters(entry.name));
        if (used > 0 && used + needed > width) {
            ++legend_rows;
            used = 0;
        }
        used += needed + legend_entry_gap;
    }
    const double note_width = 13 * note_share * em_per_letter * static_cast<double>(letters(figure.note));
    const double note_rows = std::ceil(1.03 * note_width / width);
    figure.size.y = panels_end + unit * (2 * figure_margin + 8 + 20 * legend_rows + note_row * note_rows);
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
