#include "app/exporter.h"

#include "app/desktop.h"
#include "core/figure/export.h"
#include "core/figure/spec.h"

#include <algorithm>
#include <array>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> shown_readouts{"area", "offset", "angle", "norm"};
constexpr double stage_mm = 110, curves_mm = 75;

FigureSpec curves_spec(std::string_view readout) {
    FigureSpec spec;
    spec.kind = "curves";
    spec.name = readout;
    spec.y = readout;
    spec.width_mm = curves_mm;
    return spec;
}

double lower_end(const Figure& figure) {
    double end = 0;
    for (const PanelPicture& panel : figure.panels) end = std::max(end, panel.cell.max.y);
    return end;
}

void move(Rect& place, Vec2 by) { place = {place.min + by, place.max + by}; }

// Adds a figure's panels, rows and what its legend has more.
void append(Figure& figure, const Figure& other, Vec2 at) {
    for (PanelPicture panel : other.panels) {
        move(panel.cell, at);
        move(panel.plot, at);
        figure.panels.push_back(std::move(panel));
    }
    figure.rows.insert(figure.rows.end(), other.rows.begin(), other.rows.end());
    for (const LegendEntry& entry : other.legend)
        if (std::ranges::find(figure.legend, entry.name, &LegendEntry::name) == figure.legend.end())
            figure.legend.push_back(entry);
}

Figure with_curves(Figure stage, const Snapshot& snapshot, const FigureOptions& options) {
    const double foot = stage.size.y - lower_end(stage);
    Vec2 corner{stage.size.x, 0};
    for (const std::string_view readout : shown_readouts) {
        const Figure curves = build(curves_spec(readout), snapshot, options);
        append(stage, curves, corner);
        stage.size.x = std::max(stage.size.x, corner.x + curves.size.x);
        corner.y += lower_end(curves);
    }
    stage.size.y = lower_end(stage) + foot;
    return stage;
}

std::string file_stem(const std::string& experiment) {
    std::string stem = fs::path(experiment).replace_extension().string();
    if (fs::path(stem).is_absolute()) stem = fs::path(stem).filename().string();
    std::ranges::replace(stem, '/', '-');
    return stem;
}

bool is_taken(const fs::path& path) {
    if (fs::exists(path)) return true;
    return std::ranges::any_of(export_formats(), [&](const std::string& format) {
        return fs::exists(fs::path(path).replace_extension(format));
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

}  // namespace

Figure screen_figure(const Snapshot& snapshot, const ViewState& view, Theme theme) {
    FigureOptions options;
    options.theme = theme;
    options.focus = view.focus;
    FigureSpec spec;
    spec.kind = "stage";
    spec.name = "stage";
    spec.width_mm = stage_mm;
    Figure stage = build(spec, snapshot, options);
    return view.curves_visible ? with_curves(std::move(stage), snapshot, options) : stage;
}

fs::path next_free(const fs::path& path) {
    fs::path free = path;
    for (int n = 2; is_taken(free); ++n)
        free =
            path.parent_path() / (path.stem().string() + "-" + std::to_string(n) + path.extension().string());
    return free;
}

void Exporter::start(std::shared_ptr<const Snapshot> snapshot, const ViewState& view, Theme theme) {
    job_.start([snapshot = std::move(snapshot), view, theme] {
        const std::string stem = file_stem(view.experiment.id);
        return save(screen_figure(*snapshot, view, theme), next_free(pictures_folder() / stem));
    });
}

}  // namespace reweigh
