#include "app/headless_files.h"
#include "app/headless_lines.h"
#include "app/headless_signals.h"
#include "app/headless_training.h"
#include "core/base/file.h"

#include <utility>

namespace reweigh {
int run_experiment(const RunRequest& request) {
    const SignalGuard signals;
    const TrainingRequest& training = request.training;
    ReadyExperiment ready = make_ready(request.experiment, training);
    if (training.is_dry_run) return print_plans({plan_line(ready)});
    std::optional<std::filesystem::path> curves;
    if (training.out) {
        require_writable(*training.out);
        curves = curves_file(*training.out, request.experiment);
        require_absent(*curves, training.force);
    }
    Progress progress(training.quiet);
    Output output;
    RunLines lines(output);
    const Trained trained = train(std::move(ready.start), training.threads,
                                  {[&](const Snapshot& snapshot) {
                                       progress.clear();
                                       lines.print_news(snapshot);
                                       const bool is_heard = output.is_open();
                                       progress.show(snapshot);
                                       return is_heard;
                                   },
                                   {}});
    if (curves && trained.snapshot->scene) write_curves(*curves, *trained.snapshot);
    lines.print_end(*trained.snapshot, trained.signal);
    if (const std::string failure = failure_of(*trained.snapshot); !failure.empty()) throw Error(failure);
    output.require_complete();
    return trained.signal == 0 ? Done : 128 + trained.signal;
}

}  // namespace reweigh
