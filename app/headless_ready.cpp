#include "app/headless_input.h"
#include "core/experiment/checkpoint.h"
#include "core/experiment/resolved.h"

namespace reweigh {
namespace {

// --resume leaves to the command line where to stop, and which engine goes on, how precisely.
void check_resumed(const Overrides& overrides) {
    for (const auto& [key, text] : overrides)
        if (!key.starts_with("stop.") && key != "engine" && key != "precision")
            throw CommandLineError("--resume takes the setup from its file; \"" + key + "\" cannot be set.");
}

ReadyExperiment resumed(const TrainingRequest& request) {
    if (request.edits)
        throw CommandLineError("--resume takes the edits from its file; --edits cannot be given.");
    check_resumed(request.overrides);
    const Checkpoint checkpoint = open_checkpoint(*request.resume);
    const SavedRun& saved = checkpoint.current_run();
    RunRecord record = *saved.record;
    Scene scene = *record.scene;
    override_run(request.overrides, scene.setup, record.stop);
    record.finished.reset();
    record.scene = std::make_shared<const Scene>(std::move(scene));
    Start start{record.scene->setup, record.edits.back().live, record.script, record.scene->data};
    return {saved.experiment, std::move(start), std::make_shared<const RunRecord>(std::move(record))};
}

}  // namespace

ReadyExperiment make_ready(const std::string& name, const TrainingRequest& request) {
    return from_input([&] {
        if (request.resume) return resumed(request);
        ReadyExperiment ready{load_experiment(name, request.overrides), {}, {}};
        if (request.edits) load_edits(*request.edits, ready.experiment);
        ready.start = prepare(ready.experiment);
        return ready;
    });
}

}  // namespace reweigh
