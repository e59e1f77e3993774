#include "app/headless.h"

namespace reweigh {

ReadyExperiment make_ready(const std::string& name, const TrainingRequest& request) {
    try {
        ReadyExperiment ready{load_experiment(name, request.overrides), {}};
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
