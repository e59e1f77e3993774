#include "app/headless_files.h"
#include "app/headless_lines.h"
#include "app/headless_training.h"
#include "core/base/file.h"
#include "core/base/log.h"
#include "core/base/signals.h"
#include "core/experiment/checkpoint.h"

#include <system_error>
#include <utility>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

// What a run leaves in --out.
struct RunFiles {
    fs::path curves, checkpoint;
};

bool is_same_file(const fs::path& a, const fs::path& b) {
    std::error_code failure;
    return fs::equivalent(a, b, failure);
}

// Throws CommandLineError for files that are in the way; a resumed run may go on in its own folder.
RunFiles files_in(const fs::path& folder, const std::string& experiment, const TrainingRequest& training) {
    RunFiles files{curves_file(folder, experiment), checkpoint_file(folder, experiment)};
    const bool goes_on_here = training.resume && is_same_file(*training.resume, files.checkpoint);
    for (const fs::path& file : {files.curves, files.checkpoint})
        require_absent(file, training.force || goes_on_here);
    return files;
}

Checkpoint checkpoint_of(const Experiment& experiment, const Captured& captured) {
    return {version_fact().value, {{1, {}, experiment, captured.record}}, 1, {}};
}

}  // namespace

int run_experiment(const RunRequest& request) {
    const SignalGuard signals;
    const TrainingRequest& training = request.training;
    ReadyExperiment ready = make_ready(request.experiment, training);
    if (training.is_dry_run) return print_plans({plan_line(ready)});
    std::optional<RunFiles> files;
    if (training.out) {
        require_writable(*training.out);
        files = files_in(*training.out, ready.experiment.id, training);
    }
    Progress progress(training.quiet);
    Output output;
    RunLines lines(output);
    TrainingReports reports;
    reports.news = [&](const Snapshot& snapshot) {
        progress.clear();
        lines.print_news(snapshot);
        const bool is_heard = output.is_open();
        progress.show(snapshot);
        return is_heard;
    };
    std::optional<std::string> unsaved;  // why the last checkpoint is not there
    if (files)
        reports.save = [&](const Captured& captured) {
            try {
                save_checkpoint(files->checkpoint, checkpoint_of(ready.experiment, captured));
                unsaved.reset();
            } catch (const Error& problem) {
                if (!unsaved) log(LogLevel::Warning, "run", problem.what());
                unsaved = problem.what();
            }
        };
    reports.save_period = std::chrono::duration<double>(training.autosave_seconds);
    const Trained trained = train(taken_beginning(ready), training.threads, reports, training.history);
    if (files && trained.snapshot->scene) write_curves(files->curves, *trained.snapshot);
    if (files && request.writes_events && trained.snapshot->scene)
        write_events(*training.out, *trained.snapshot);
    if (files && trained.signal != 0 && !unsaved)
        progress.say("Stopped; " + files->checkpoint.string() + " can be resumed, the curves so far are in " +
                     files->curves.string() + ".");
    lines.print_end(*trained.snapshot, trained.signal);
    if (const std::string failure = failure_of(*trained.snapshot); !failure.empty()) throw Error(failure);
    if (unsaved) throw Error(*unsaved);
    output.require_complete();
    return trained.signal == 0 ? Done : 128 + trained.signal;
}

}  // namespace reweigh
