#include "app/headless.h"
#include "core/config/text.h"
#include "core/experiment/checkpoint.h"

#include <algorithm>

namespace reweigh {
namespace {

// What --resume leaves to the command line: where to stop, and which engine goes on.
void override_resumed(const Overrides& overrides, Setup& setup, Stop& stop) {
    const auto number = [](const std::string& key, const std::string& text) {
        const std::optional<std::int64_t> value = whole_number_from(text);
        if (!value || *value < 0)
            throw CommandLineError("Parameter \"" + key + "\" is " + text +
                                   ", expected a whole number from 0.");
        return *value;
    };
    for (const auto& [key, text] : overrides)
        if (key == "stop.epochs") {
            stop.epochs = number(key, text);
        } else if (key == "stop.steps") {
            stop.steps = number(key, text);
        } else if (key == "engine") {
            const auto engine = value_of_word<EngineChoice>(text);
            if (!engine)
                throw CommandLineError("Parameter \"engine\" is \"" + text + "\", expected one of " +
                                       joined(words_of<EngineChoice>()) + ".");
            setup.engine = *engine;
        } else {
            throw CommandLineError("--resume takes the setup from its file; \"" + key + "\" cannot be set.");
        }
}

ReadyExperiment resumed(const TrainingRequest& request) {
    if (request.edits)
        throw CommandLineError("--resume takes the edits from its file; --edits cannot be given.");
    const Checkpoint checkpoint = open_checkpoint(*request.resume);
    const SavedRun& saved = *std::ranges::find(checkpoint.runs, checkpoint.current, &SavedRun::run);
    RunRecord record = *saved.record;
    Scene scene = *record.scene;
    override_resumed(request.overrides, scene.setup, record.stop);
    record.finished.reset();
    record.scene = std::make_shared<const Scene>(std::move(scene));
    Start start{record.scene->setup, record.edits.back().live, record.script, record.scene->data};
    return {saved.experiment, std::move(start), std::make_shared<const RunRecord>(std::move(record))};
}

}  // namespace

ReadyExperiment make_ready(const std::string& name, const TrainingRequest& request) {
    try {
        if (request.resume) return resumed(request);
        ReadyExperiment ready{load_experiment(name, request.overrides), {}, {}};
        if (request.edits) load_edits(*request.edits, ready.experiment);
        ready.start = prepare(ready.experiment);
        return ready;
    } catch (const CommandLineError&) {
        throw;
    } catch (const Error& error) {
        throw InputError(error.what());
    }
}

}  // namespace reweigh
