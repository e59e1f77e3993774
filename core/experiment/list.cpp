#include "core/base/error.h"
#include "core/experiment/experiment.h"
#include "core/experiment/sources.h"

namespace reweigh {

std::vector<ExperimentEntry> list_experiments() {
    std::vector<ExperimentEntry> entries;
    for (const std::string& name : experiment_names()) {
        try {
            const Experiment experiment = load_experiment(name);
            ExperimentEntry entry{name, experiment.title, {}};
            for (const FigureSpec& figure : experiment.figures) entry.figures.push_back(figure.name);
            entries.push_back(std::move(entry));
        } catch (const Error&) {
            continue;  // a broken file of the user's must not hide the others
        }
    }
    return entries;
}

}  // namespace reweigh
