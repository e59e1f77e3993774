#include "app/headless_files.h"
#include "app/headless_lines.h"
#include "app/headless_training.h"
#include "core/base/file.h"

#include <utility>

namespace reweigh {
int run_experiment(const RunRequest& request) {
    const TrainingRequest& training = request.training;
    ReadyExperiment ready = make_ready(request.experiment, training);
    if (request.is_dry_run) {
        print_plan(ready);
        return Done;
    }
    std::optional<std::filesystem::path> curves;
    if (training.out) {
        require_writable(*training.out);
        curves = curves_file(*training.out, request.experiment);
        require_absent(*curves, training.force);
    }
    Progress progress(training.quiet);
    RunLines lines;
    const Trained trained = train(std::move(ready.start), training.threads,
                                  {[&](const Snapshot& snapshot) {
                                       progress.clear();
                                       lines.print_news(snapshot);
                                       progress.show(snapshot);
                                   },
                                   {}});
    if (curves && trained.snapshot->scene) write_curves(*curves, *trained.snapshot);
    RunLines::print_end(*trained.snapshot, trained.signal);
    if (const std::string failure = failure_of(*trained.snapshot); !failure.empty()) throw Error(failure);
    return trained.signal == 0 ? Done : 128 + trained.signal;
}

}  // namespace reweigh
