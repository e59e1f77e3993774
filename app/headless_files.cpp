#include "app/headless_files.h"

#include "core/base/file.h"
#include "core/experiment/curve_rows.h"
#include "core/figure/csv.h"

#include <cstdlib>
#include <system_error>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

fs::path folder_variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? fs::path() : fs::path(value);
}

}  // namespace

std::string lab_of(const std::string& experiment) {
    const std::string lab = fs::path(experiment).parent_path().filename().string();
    return lab.empty() || lab == "." || lab == ".." ? "own" : lab;
}

std::string short_name_of(const std::string& experiment) { return fs::path(experiment).stem().string(); }

void require_absent(const fs::path& file, bool may_replace) {
    std::error_code failure;
    if (!may_replace && fs::exists(file, failure))
        throw CommandLineError(file.string() + " exists; --force replaces it.");
}

fs::path default_figure_folder() {
    if (const fs::path home = folder_variable("REWEIGH_HOME"); !home.empty()) return home / "pictures";
    if (const fs::path pictures = folder_variable("XDG_PICTURES_DIR"); !pictures.empty())
        return pictures / "Reweigh";
    return folder_variable("HOME") / "Pictures" / "Reweigh";
}

fs::path curves_file(const fs::path& folder, const std::string& experiment) {
    return folder / (lab_of(experiment) + "-" + short_name_of(experiment) + "-curves.csv");
}

std::vector<FigureFact> facts_of(const Scene& scene) {
    return {{"experiment", scene.setup.experiment},
            {"seed", std::to_string(scene.setup.seed)},
            {"data", scene.data->source},
            {"data SHA-256", scene.data->digest},
            {"version", REWEIGH_VERSION}};
}

void write_curves(const fs::path& file, const Snapshot& snapshot) {
    Figure figure;
    figure.title = snapshot.scene->setup.title;
    figure.facts = facts_of(*snapshot.scene);
    figure.rows = curve_rows(snapshot);
    write_atomically(file, figure_csv(figure));
}

}  // namespace reweigh
