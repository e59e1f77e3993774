#include "app/exporter.h"

#include "app/screen_figure.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/places.h"
#include "core/experiment/file_name.h"
#include "core/figure/export.h"

#include <algorithm>
#include <array>
#include <ctime>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr const char* recipe_ending = "recipe.json";

struct Ending {
    bool ExportSettings::*is_wanted;
    const char* text;
};
constexpr std::array endings{
    Ending{&ExportSettings::png, "png"},
    Ending{&ExportSettings::svg, "svg"},
    Ending{&ExportSettings::pdf, "pdf"},
    Ending{&ExportSettings::csv, "csv"},
    Ending{&ExportSettings::recipe, recipe_ending},
};

// The next {n}, or -2, -3 ... behind a name without one.
fs::path free_stem(const Snapshot& snapshot, const ViewState& view) {
    const fs::path folder = export_folder(view.exports);
    const std::vector<std::string> wanted = file_endings(view.exports);
    const bool counts = names_token(view.exports.name, "n");
    for (int n = 1;; ++n) {
        fs::path stem = folder / export_name(snapshot, view, n);
        if (!counts && n > 1) stem += "-" + std::to_string(n);
        if (!is_taken(stem, wanted)) return stem;
    }
}

void write_recipe(const Figure& figure, const fs::path& path) {
    const std::string recipe = figure.recipe + "\n";
    write_atomically(path, recipe);
    if (read_file(path) != recipe) throw Error(path.string() + " was not written as it should be.");
}

Message save(const Figure& figure, const fs::path& stem, const ExportSettings& settings) {
    ExportOptions options;
    options.dpi = settings.dpi;
    options.svg_text = settings.svg_text ? SvgText::Text : SvgText::Outlines;
    std::string written;
    for (const std::string& ending : file_endings(settings)) {
        if (ending == recipe_ending)
            write_recipe(figure, with_ending(stem, ending));
        else
            export_figure(figure, with_ending(stem, ending), ending, options);
        written += (written.empty() ? "." : ", .") + ending;
    }
    return {Tone::Good, "Saved " + stem.filename().string() + " as " + written + ".", stem.parent_path()};
}

}  // namespace

std::string file_stem(const std::string& experiment) {
    const fs::path path(experiment);  // a file's own name, whichever way leads to it
    std::string stem = path.extension() == ".json" ? path.stem().string() : path.string();
    std::ranges::replace(stem, '/', '-');
    return stem;
}

fs::path next_free(const fs::path& path) {
    std::error_code unreadable;  // counts as free: the writer will say why it is not
    fs::path free = path;
    for (int n = 2; fs::exists(free, unreadable); ++n)
        free =
            path.parent_path() / (path.stem().string() + "-" + std::to_string(n) + path.extension().string());
    return free;
}

std::vector<std::string> file_endings(const ExportSettings& settings) {
    std::vector<std::string> wanted;
    for (const Ending& ending : endings)
        if (settings.*ending.is_wanted) wanted.emplace_back(ending.text);
    return wanted;
}

fs::path export_folder(const ExportSettings& settings) {
    if (settings.folder.empty()) return pictures_folder();
    if (settings.folder.starts_with("~/")) return fs::path(environment("HOME")) / settings.folder.substr(2);
    const fs::path folder = settings.folder;  // what is not absolute lies in the home folder, too
    return folder.is_absolute() ? folder : fs::path(environment("HOME")) / folder;
}

std::string export_name(const Snapshot& snapshot, const ViewState& view, int n) {
    const std::string& id = view.experiment.id;
    NameTokens tokens{lab_of(id), screen_figure(snapshot, view, Theme::Light).spec.name, short_name_of(id)};
    tokens.step = std::to_string(snapshot.step);
    tokens.epoch = std::to_string(snapshot.step / snapshot.steps_per_epoch);
    if (snapshot.scene) {
        const Setup& setup = snapshot.scene->setup;
        const Replica& focus = setup.replicas[static_cast<std::size_t>(view.focus)];
        tokens.seed = std::to_string(focus.seed);
        tokens.weight = weight_name(effective_importance(focus, snapshot.live));
    }
    tokens.date = std::time(nullptr);
    tokens.n = n;
    return file_name(view.exports.name, tokens);
}

void Exporter::start(std::shared_ptr<const Snapshot> snapshot, const ViewState& view, Theme theme) {
    job_.start([snapshot = std::move(snapshot), view, theme, program = program_] {
        const ScreenFigure screen = screen_figure(*snapshot, view, theme);
        return save(built(screen, *snapshot, view.experiment, program), free_stem(*snapshot, view),
                    view.exports);
    });
}

}  // namespace reweigh
