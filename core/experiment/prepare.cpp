#include "core/data/kinds.h"
#include "core/engine/live_rules.h"
#include "core/experiment/experiment.h"
#include "core/experiment/start_weights.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

void resolve_learning_rate(Live& live, double rate) {
    for (LiveParams& params : live.variants)
        if (std::isnan(params.learning_rate)) params.learning_rate = rate;
}

bool is_derived(const Live& live) {
    return std::any_of(live.variants.begin(), live.variants.end(),
                       [](const LiveParams& params) { return std::isnan(params.learning_rate); });
}

}  // namespace

Start prepare(const Experiment& experiment) {
    Start start{experiment.setup, experiment.live, experiment.edits, nullptr};
    auto data =
        std::make_shared<Dataset>(make_dataset(experiment.setup.data, effective_data_seed(experiment.setup)));
    require_trainable(start.live, start.setup);
    for (const Edit& edit : start.edits) require_trainable(edit.live, start.setup);
    bool derives = is_derived(start.live);
    for (const Edit& edit : start.edits) derives = derives || is_derived(edit.live);
    if (derives) {
        const double rate = derived_learning_rate(*data);
        resolve_learning_rate(start.live, rate);
        for (Edit& edit : start.edits) resolve_learning_rate(edit.live, rate);
    }
    start.data = std::move(data);
    if (!start.setup.weights_file.empty())
        start.setup.start_weights =
            std::make_shared<const StartWeights>(read_start_weights(start.setup.weights_file, start.setup));
    return start;
}

}  // namespace reweigh
