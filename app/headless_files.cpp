#include "app/headless_files.h"

#include "core/base/file.h"
#include "core/experiment/curve_rows.h"
#include "core/figure/csv.h"
#include "core/figure/spec.h"

#include <system_error>

namespace reweigh {

namespace fs = std::filesystem;

std::string lab_of(const std::string& experiment) {
    const std::string lab = fs::path(experiment).parent_path().filename().string();
    return lab.empty() || lab == "." || lab == ".." ? "own" : lab;
}

std::string short_name_of(const std::string& experiment) {
    return experiment == "-" ? "experiment" : fs::path(experiment).stem().string();
}

void require_absent(const fs::path& file, bool may_replace) {
    std::error_code failure;
    if (!may_replace && fs::exists(file, failure))
        throw CommandLineError(file.string() + " exists; --force replaces it.");
}

fs::path curves_file(const fs::path& folder, const std::string& experiment) {
    return folder / (lab_of(experiment) + "-" + short_name_of(experiment) + "-curves.csv");
}

fs::path checkpoint_file(const fs::path& folder, const std::string& experiment) {
    return folder / (lab_of(experiment) + "-" + short_name_of(experiment) + ".safetensors");
}

FigureFact version_fact() { return {"version", REWEIGH_VERSION}; }

void write_curves(const fs::path& file, const Snapshot& snapshot) {
    Figure figure;
    figure.title = snapshot.scene->setup.title;
    figure.facts = figure_facts(snapshot);
    figure.facts.push_back(version_fact());
    figure.rows = curve_rows(snapshot);
    write_atomically(file, figure_csv(figure));
}

}  // namespace reweigh
