#include "app/screen_figure.h"

#include "app/panels/curves_header.h"
#include "core/config/text.h"
#include "core/experiment/figure_recipe.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace reweigh {
namespace {

constexpr double stage_mm = 110, overview_mm = 220, cells_mm = 170, wide_fan_mm = 240;

std::ptrdiff_t weight_count(const Setup& setup) {
    std::set<double> weights;
    for (const Replica& replica : setup.replicas) weights.insert(replica.weight);
    return std::ssize(weights);
}

// The plots as the window shows them.
void add_plots(ScreenFigure& screen, const Snapshot& snapshot, const ViewState& view) {
    const PlotsView& plots = view.plots;
    const auto shown =
        static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(plots.shown, 1, plots.readouts.size()));
    screen.spec.plots.assign(plots.readouts.begin(), plots.readouts.begin() + shown);
    screen.spec.x = word_of(curves_axis(view, snapshot));
    if (plots.zoom) screen.options.x_range = plots.zoom->range;
    screen.options.hidden = view.hidden_curves;
}

FigureSpec screen_spec(const Snapshot& snapshot, const ViewState& view) {
    FigureSpec spec;
    if (snapshot.scene && !snapshot.scene->data->is_plane()) {
        const bool is_fan = view.lab_view == LabView::Fan;
        spec.kind = is_fan ? "final" : "curves";
        spec.y = snapshot.scene->data->classes == 2 ? "ratio" : "accuracy_weighted";
        spec.x = word_of(curves_axis(view, snapshot));
        spec.band = curves_band(view);
        spec.panel_per_variant =
            !is_fan && spec.band == Band::Seeds && snapshot.scene->setup.variants.size() > 1;
        spec.width_mm = cells_mm;
    } else if (view.lab_view == LabView::Fan) {
        constexpr std::ptrdiff_t on_a_page = 9;
        spec.kind = "fan";
        spec.width_mm =
            snapshot.scene && weight_count(snapshot.scene->setup) > on_a_page ? wide_fan_mm : cells_mm;
    } else if (view.lab_view == LabView::Paper) {
        spec.kind = "paper_grid";
        spec.width_mm = cells_mm;
        if (snapshot.scene) spec.epochs = snapshot.scene->setup.pinned_epochs;
    } else {
        spec.kind = view.curves_visible ? "overview" : "stage";
        spec.width_mm = view.curves_visible ? overview_mm : stage_mm;
    }
    spec.name = spec.kind;
    return spec;
}

// The read-outs of a figure first, then the others that the window had, as many as before.
std::vector<std::string> with_first(const std::vector<std::string>& first,
                                    const std::vector<std::string>& before) {
    std::vector<std::string> readouts = first;
    for (const std::string& readout : before)
        if (readouts.size() < before.size() && std::ranges::find(first, readout) == first.end())
            readouts.push_back(readout);
    readouts.resize(before.size(), before.front());
    return readouts;
}

void look_at_plots(const ScreenFigure& screen, ViewState& view) {
    const CurvesX axis = value_of_word<CurvesX>(screen.spec.x).value_or(CurvesX::EpochLog);
    view.curves_visible = true;
    view.time_axis = axis;
    view.plots.zoom.reset();
    if (screen.options.x_range) view.plots.zoom = PlotsZoom{axis, *screen.options.x_range};
    view.hidden_curves = screen.options.hidden;
    const bool is_overview = screen.spec.kind == "overview";
    view.plots.readouts =
        with_first(is_overview ? screen.spec.plots : std::vector{screen.spec.y}, view.plots.readouts);
}

}  // namespace

ScreenFigure screen_figure(const Snapshot& snapshot, const ViewState& view, Theme theme) {
    ScreenFigure screen{screen_spec(snapshot, view), {}};
    const ExportSettings& exports = view.exports;
    screen.options.theme = exports.theme == ExportTheme::Window ? theme
                           : exports.theme == ExportTheme::Dark ? Theme::Dark
                                                                : Theme::Light;
    screen.options.width_mm = exports.width_mm;
    screen.options.font_pt = exports.font_pt;
    screen.options.transparent = exports.transparent;
    screen.options.focus = view.focus;
    screen.options.world = view.stage_world;
    if (screen.spec.kind == "overview") add_plots(screen, snapshot, view);
    if (snapshot.scene) {
        const Setup& setup = snapshot.scene->setup;
        screen.options.variant = view.lab_view == LabView::Paper
                                     ? setup.replicas[static_cast<std::size_t>(view.focus)].variant
                                     : readable_variant(setup, view.focus);
        if (screen.spec.band == Band::Variants) screen.options.variant.reset();
    }
    return screen;
}

Figure built(const ScreenFigure& screen, const Snapshot& snapshot, const Experiment& experiment,
             const std::string& program) {
    Figure figure = build(screen.spec, snapshot, screen.options);
    figure.facts.push_back({"version", program});
    if (!snapshot.edits.empty())
        figure.recipe =
            to_json(recipe_of(experiment, snapshot, screen.spec, screen.options, figure, program));
    return figure;
}

void look_at(const ScreenFigure& screen, ViewState& view) {
    const std::string& kind = screen.spec.kind;
    view.focus = screen.options.focus;
    const bool is_fan = kind == "fan" || (kind == "final" && are_pictures(view.experiment.setup.data));
    view.lab_view = is_fan ? LabView::Fan : kind == "paper_grid" ? LabView::Paper : LabView::Stage;
    view.points.is_on = false;
    if (view.lab_view != LabView::Stage) return;
    view.stage_world = screen.options.world;
    view.curves_visible = kind != "stage";
    if (kind != "stage") look_at_plots(screen, view);
}

}  // namespace reweigh
