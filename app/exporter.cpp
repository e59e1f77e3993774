#include "app/exporter.h"

#include "core/base/places.h"
#include "core/experiment/figure_recipe.h"
#include "core/figure/curves.h"
#include "core/figure/export.h"
#include "core/figure/spec.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr double stage_mm = 110, overview_mm = 220, cells_mm = 170, wide_fan_mm = 240;

std::ptrdiff_t weight_count(const Setup& setup) {
    std::set<double> weights;
    for (const Replica& replica : setup.replicas) weights.insert(replica.weight);
    return std::ssize(weights);
}

bool is_taken(const fs::path& path) {
    std::error_code unreadable;  // counts as free: the writer will say why it is not
    if (fs::exists(path, unreadable)) return true;
    return std::ranges::any_of(export_formats(), [&](const std::string& format) {
        return fs::exists(fs::path(path).replace_extension(format), unreadable);
    });
}

Message save(const Figure& figure, const fs::path& path) {
    std::string formats;
    for (const std::string& format : export_formats()) {
        export_figure(figure, path, format);
        formats += (formats.empty() ? "." : ", .") + format;
    }
    return {Tone::Good, "Saved " + path.filename().string() + " as " + formats + ".", path.parent_path()};
}

// What the window shows, as a figure of the same proportions.
FigureSpec screen_spec(const Snapshot& snapshot, const ViewState& view) {
    FigureSpec spec;
    if (view.lab_view == LabView::Fan) {
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

}  // namespace

std::string file_stem(const std::string& experiment) {
    const fs::path path(experiment);  // a file's own name, whichever way leads to it
    std::string stem = path.extension() == ".json" ? path.stem().string() : path.string();
    std::ranges::replace(stem, '/', '-');
    return stem;
}

Figure screen_figure(const Snapshot& snapshot, const ViewState& view, Theme theme,
                     const std::string& program) {
    FigureOptions options;
    options.theme = theme;
    options.focus = view.focus;
    options.world = view.stage_world;
    if (snapshot.scene) {
        const Setup& setup = snapshot.scene->setup;
        options.variant = view.lab_view == LabView::Paper
                              ? setup.replicas[static_cast<std::size_t>(view.focus)].variant
                              : readable_variant(setup, view.focus);
    }
    const FigureSpec spec = screen_spec(snapshot, view);
    Figure figure = build(spec, snapshot, options);
    figure.facts.push_back({"version", program});
    if (snapshot.scene && !snapshot.edits.empty())
        figure.recipe = to_json(recipe_of(view.experiment, snapshot, spec, options, figure, program));
    return figure;
}

fs::path next_free(const fs::path& path) {
    fs::path free = path;
    for (int n = 2; is_taken(free); ++n)
        free =
            path.parent_path() / (path.stem().string() + "-" + std::to_string(n) + path.extension().string());
    return free;
}

void Exporter::start(std::shared_ptr<const Snapshot> snapshot, const ViewState& view, Theme theme) {
    job_.start([snapshot = std::move(snapshot), view, theme, program = program_] {
        const std::string stem = file_stem(view.experiment.id);
        return save(screen_figure(*snapshot, view, theme, program), next_free(pictures_folder() / stem));
    });
}

}  // namespace reweigh
