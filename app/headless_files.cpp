#include "app/headless_files.h"

#include "core/base/file.h"
#include "core/experiment/curve_rows.h"
#include "core/experiment/file_name.h"
#include "core/figure/csv.h"
#include "core/figure/spec.h"
#include "core/state/events.h"

#include <algorithm>
#include <cmath>
#include <system_error>

namespace reweigh {

namespace fs = std::filesystem;

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
    figure.name = "curves";
    figure.title = snapshot.scene->setup.title;
    figure.facts = figure_facts(snapshot);
    figure.facts.push_back(version_fact());
    figure.rows = curve_rows(snapshot);
    write_atomically(file, figure_csv(figure));
}

void write_events(const fs::path& folder, const Snapshot& snapshot) {
    const Setup& setup = snapshot.scene->setup;
    std::vector<std::vector<ScalarEvent>> events(setup.replicas.size());
    for (std::size_t i = 0; i < snapshot.readout_steps.size(); ++i)
        for (const Curve& curve : snapshot.curves)
            if (std::isfinite(curve.values[i]))
                events[static_cast<std::size_t>(curve.replica)].push_back(
                    {model_key(setup, curve.role) + "/" + curve.readout, snapshot.readout_steps[i],
                     snapshot.readout_seconds[i], static_cast<float>(curve.values[i])});
    for (std::size_t i = 0; i < events.size(); ++i) {
        std::string name = replica_name(setup, setup.replicas[i]);
        std::ranges::replace(name, '/', '_');
        write_atomically(folder / "tensorboard" / name / "events.out.tfevents.0.reweigh",
                         to_event_file(events[i]));
    }
}

}  // namespace reweigh
