#include "app/panels/setup_draft.h"

#include "app/panels/live_draft.h"
#include "core/experiment/sweep.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <variant>

namespace reweigh {
namespace {

// Two values of a variant of parameter structs: the group's name when the kind differs, else the keys of the
// members that do.
template <class Variant>
void add_changes(const Variant& before, const Variant& after, const char* group,
                 std::vector<std::string>& changes) {
    if (before.index() != after.index()) {
        changes.emplace_back(group);
        return;
    }
    std::visit(
        [&]<class Params>(const Params& old) {
            const Params& wanted = std::get<Params>(after);
            for_each_param<Params>([&](const auto& row) {
                if (old.*row.member != wanted.*row.member) changes.emplace_back(row.key);
            });
        },
        before);
}

bool same_points(const DataParams& before, const DataParams& after) {
    const auto* old = std::get_if<DrawnParams>(&before);
    const auto* wanted = std::get_if<DrawnParams>(&after);
    return !old || !wanted || *old == *wanted;
}

std::string counted(std::size_t count, const char* one) {
    return count_text(static_cast<std::int64_t>(count)) + " " + one + (count == 1 ? "" : "s");
}

std::string changes_sentence(std::span<const std::string> changes, const std::string& where) {
    std::string sentence =
        changes.size() == 1 ? "1 change applies " : counted(changes.size(), "change") + " apply ";
    sentence += where;
    for (std::size_t i = 0; i < changes.size(); ++i) sentence += (i == 0 ? ": " : ", ") + changes[i];
    return sentence;
}

}  // namespace

std::vector<std::string> restart_changes(const Experiment& running, const Experiment& wanted) {
    std::vector<std::string> changes;
    const Setup& before = running.setup;
    const Setup& after = wanted.setup;
    add_changes(before.data, after.data, "data", changes);
    if (!same_points(before.data, after.data)) changes.emplace_back("points");
    if (before.data_seed != after.data_seed) changes.emplace_back("data seed");
    add_changes(before.model, after.model, "model", changes);
    if (before.companion != after.companion) changes.emplace_back("LR beside it");
    add_changes(before.optimizer, after.optimizer, "optimizer", changes);
    if (before.variants != after.variants) changes.emplace_back("variants");
    if (running.weights != wanted.weights) changes.emplace_back("weights");
    if (running.seeds != wanted.seeds) changes.emplace_back("seeds");
    if (before.seed != after.seed) changes.emplace_back("seed");
    if (before.engine != after.engine) changes.emplace_back("engine");
    if (before.precision != after.precision) changes.emplace_back("precision");
    return changes;
}

std::string restart_sentence(std::span<const std::string> changes) {
    return changes_sentence(changes, "on restart");
}
std::string fork_sentence(std::span<const std::string> changes) {
    return changes_sentence(changes, "to the fork");
}

void set_sweep(Experiment& experiment, const std::vector<double>& weights, int seeds) {
    const Sweep sweep{std::vector(experiment.setup.variants.size(), weights), seeds};
    experiment.setup.replicas = replicas_of(sweep, experiment.setup.seed);
    experiment.weights = weights;
    experiment.seeds = seeds;
}

void set_first_seed(Experiment& experiment, std::uint64_t seed) {
    for (Replica& replica : experiment.setup.replicas) replica.seed += seed - experiment.setup.seed;
    experiment.setup.seed = seed;
}

std::vector<double> evenly_spread_weights(int count) {
    if (count <= 1) return {0};
    std::vector<double> weights;
    for (int i = 0; i < count; ++i) weights.push_back(-8.0 + 16.0 * i / (count - 1));
    return weights;
}

Experiment keeping_live(Experiment experiment, const Snapshot& shown, const Live& now) {
    if (!shown.scene) return experiment;
    const Setup& setup = experiment.setup;
    const std::vector<std::string>& names = shown.scene->setup.variants;
    const Live& start = live_at_start(shown);
    for (std::size_t i = 0; i < experiment.live.variants.size(); ++i) {
        const auto at = static_cast<std::size_t>(std::ranges::find(names, setup.variants[i]) - names.begin());
        if (at >= now.variants.size()) continue;
        LiveParams& live = experiment.live.variants[i];
        live = now.variants[at];
        const bool derives =
            i < experiment.derives_learning_rate.size() && experiment.derives_learning_rate[i];
        const bool untouched =
            at < start.variants.size() && now.variants[at].learning_rate == start.variants[at].learning_rate;
        if (derives && untouched) live.learning_rate = derived_rate;
    }
    return experiment;
}

std::string sweep_summary(const Experiment& experiment) {
    const std::size_t variants = experiment.setup.variants.size();
    if (variants > 1) return counted(experiment.setup.replicas.size(), "replica");
    return counted(experiment.weights.size(), "weight") + " \u00d7 " +
           counted(static_cast<std::size_t>(experiment.seeds), "seed");
}

std::string stop_summary(const Stop& stop) {
    if (stop.epochs) return "stop at " + count_text(*stop.epochs) + " epochs";
    if (stop.steps) return "stop at " + count_text(*stop.steps) + " steps";
    if (stop.errors) return "stop at " + count_text(*stop.errors) + " errors";
    if (stop.loss) return "stop at loss " + short_text(*stop.loss);
    return "no stop";
}

}  // namespace reweigh
