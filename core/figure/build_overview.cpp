#include "core/figure/build_parts.h"

#include <algorithm>

namespace reweigh {
namespace {

const std::vector<std::string> first_plots{"area", "offset", "angle", "norm"};
// Units. A page is wide when stage and plots have room side by side.
constexpr double wide_page = 640, least_column = 180, least_pitch = 112, column_gap = 20, stage_gap = 16;
constexpr double column_with_values = 350;  // what a title and two values need
constexpr std::size_t most_in_a_column = 3;
constexpr double stage_share = 0.4;  // of a wide page

// Where the parts of an overview lie, units of the style.
struct Places {
    double stage_width;
    Vec2 plots;            // the first one's upper left corner
    double column, pitch;  // of plots
    std::size_t columns, rows;
};

const std::vector<std::string>& plots_of(const FigureSpec& spec) {
    return spec.plots.empty() ? first_plots : spec.plots;
}

bool is_wide(double width) { return width >= wide_page; }

double stage_width(double width) { return is_wide(width) ? stage_share * width : width; }

// `stage_end`: the lower end of the stage with its captions.
Places places_of(double width, double top, double stage_end, std::size_t plots) {
    Places places{stage_width(width), {figure_margin, stage_end + figure_margin}, 0, least_pitch, 1, 1};
    double room = width - 2 * figure_margin;
    if (is_wide(width)) {
        places.plots = {places.stage_width + stage_gap, top};
        room = width - places.plots.x - figure_margin;
    }
    const bool fit_two = room >= 2 * least_column + column_gap;
    places.columns = fit_two && plots > most_in_a_column ? 2 : 1;
    places.rows = (plots + places.columns - 1) / places.columns;
    const auto columns = static_cast<double>(places.columns), rows = static_cast<double>(places.rows);
    places.column = (room - column_gap * (columns - 1)) / columns;
    const double height = is_wide(width) ? stage_end - top - curves_foot(true) + curves_foot(false)
                                         : 0.62 * places.column * rows;
    places.pitch = std::max(least_pitch, height / rows);
    return places;
}

FigureSpec stage_of(const FigureSpec& spec, const FigureOptions& options) {
    const double width = width_points(spec, options), unit = style_of(options).unit();
    FigureSpec part = spec;
    part.kind = "stage";
    part.title.clear();
    part.width_mm =
        (options.width_mm > 0 ? options.width_mm : spec.width_mm) * stage_width(width / unit) * unit / width;
    return part;
}

FigureOptions part_options(FigureOptions options) {
    options.width_mm = 0;
    return options;
}

double lower_end(const PanelPicture& stage, double unit) {
    return stage.plot.max.y / unit + caption_height * static_cast<double>(stage.captions.size());
}

// Narrow plots keep their title and the axis' name; how many points are drawn is in the note.
void shorten(PanelPicture& plot) {
    plot.values.clear();
    plot.captions.clear();
}

void add_plots(Figure& figure, const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options,
               const Places& places) {
    CurvesOptions curves = curves_options(spec, options);
    const double unit = curves.style.unit();
    const std::vector<std::string>& plots = plots_of(spec);
    for (std::size_t i = 0; i < plots.size(); ++i) {
        const std::size_t column = i % places.columns, row = i / places.columns;
        const bool is_lowest = i + places.columns >= plots.size();
        const Vec2 corner = places.plots + Vec2{static_cast<double>(column) * (places.column + column_gap),
                                                static_cast<double>(row) * places.pitch};
        const double foot = is_lowest ? curves_foot(true) - curves_foot(false) : 0;
        curves.cell = {unit * corner, unit * (corner + Vec2{places.column, places.pitch + foot})};
        curves.readout = plots[i];
        curves.x_texts = is_lowest;
        curves.edit_labels = row == 0;
        figure.panels.push_back(build_curves(snapshot, curves));
        if (i + 1 == plots.size() && !figure.panels.back().captions.empty())
            figure.note = "Curves: " + figure.panels.back().captions.front().right + ". " + figure.note;
        if (places.column < column_with_values) shorten(figure.panels.back());
        append_curve_rows(figure.rows, snapshot, plots[i], figure.panels.back().title, options.variant);
    }
}

std::string curves_note(const Snapshot& snapshot, const FigureOptions& options) {
    std::string note;
    if (options.variant)
        note = "Curves: variant " +
               snapshot.scene->setup.variants[static_cast<std::size_t>(*options.variant)] + ". ";
    return note + hidden_text(options);
}

}  // namespace

std::vector<ViewRequest> overview_figure_views(const FigureSpec& spec, const Scene& scene,
                                               const FigureOptions& options) {
    x_of(spec);
    return stage_figure_views(stage_of(spec, options), scene, part_options(options));
}

Figure build_overview_figure(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    Figure figure = begin_figure(spec, snapshot, options);
    const Setup& setup = snapshot.scene->setup;
    const PanelStyle style = style_of(options);
    const double unit = style.unit(), top = spec.title.empty() ? figure_margin : title_height;

    Figure stage = build_stage_figure(stage_of(spec, options), snapshot, part_options(options));
    PanelPicture& picture = stage.panels.front();
    const Vec2 down{0, unit * (top - figure_margin)};
    picture.cell = {picture.cell.min + down, picture.cell.max + down};
    picture.plot = {picture.plot.min + down, picture.plot.max + down};
    const Places places =
        places_of(figure.size.x / unit, top, lower_end(picture, unit), plots_of(spec).size());
    figure.note = curves_note(snapshot, options) + stage.note;
    figure.panels = std::move(stage.panels);
    figure.rows = std::move(stage.rows);
    figure.legend = std::move(stage.legend);
    add_plots(figure, spec, snapshot, options, places);

    Figure models;
    add_model_legend(models, setup, style);
    for (const LegendEntry& entry : models.legend)
        if (std::ranges::find(figure.legend, entry.name, &LegendEntry::name) == figure.legend.end())
            figure.legend.push_back(entry);
    const double plots_end = places.plots.y + static_cast<double>(places.rows) * places.pitch +
                             curves_foot(true) - curves_foot(false);
    end_figure(figure, unit * std::max(lower_end(figure.panels.front(), unit), plots_end));
    return figure;
}

}  // namespace reweigh
