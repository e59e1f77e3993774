#include "core/base/error.h"
#include "core/base/file.h"
#include "core/config/json.h"
#include "core/config/table.h"
#include "core/experiment/chain.h"
#include "core/experiment/claims.h"
#include "core/experiment/sections.h"
#include "core/experiment/sources.h"
#include "core/experiment/sweep.h"
#include "core/state/readout_kinds.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

std::vector<std::string> known_variants(const Node* variants) {
    std::vector<std::string> known;
    if (variants != nullptr)
        for (const Node& item : variants->items) known.push_back(item.key);
    return known.empty() ? std::vector<std::string>{"plain"} : known;
}

// The names that the sweep trains, in its order; without a sweep all of the file's variants.
std::vector<std::string> chosen_variants(const Node* variants, const Node* sweep) {
    const std::vector<std::string> known = known_variants(variants);
    const Node* list = sweep == nullptr ? nullptr : sweep->find("variants");
    if (list == nullptr) return known;
    std::vector<std::string> chosen;
    for (const Node& item : list_items(*list, "sweep.variants")) {
        chosen.push_back(read_word(item, "sweep.variants", known));
        if (std::count(chosen.begin(), chosen.end(), item.text) > 1)
            refuse_value(item, "sweep.variants", "each variant once");
    }
    if (chosen.empty()) refuse_value(*list, "sweep.variants", "at least one of " + joined(known));
    return chosen;
}

// "live", and on top of it each variant's own parameters.
void read_variants(const Node& root, Experiment& experiment) {
    LiveParams common;
    common.learning_rate = derived_rate;
    if (const Node* live = root.find("live")) {
        check_keys(*live, "live", live_keys());
        read_live(*live, "live", common);
    }
    const Node* variants = root.find("variants");
    if (variants != nullptr)
        for (const Node& item : variants->items)
            check_keys(item, "variants." + item.key, live_keys({"weights"}));
    for (const std::string& name : known_variants(variants)) {
        LiveParams own = common;
        const Node* table = variants == nullptr ? nullptr : variants->find(name);
        if (table != nullptr) read_live(*table, "variants." + name, own);
        experiment.variants.push_back({name, own, std::isnan(own.learning_rate)});
    }
    choose_variants(experiment, chosen_variants(variants, root.find("sweep")));
}

// A sweep counts its seeds up from the first; they do not begin again at 0.
void require_seeds(const Node& root, const Experiment& experiment) {
    const std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t last_first = largest - static_cast<std::uint64_t>(experiment.seeds - 1);
    if (experiment.setup.seed > last_first)
        refuse_value(*root.find("seed"), "seed",
                     "a whole number from 0 to " + std::to_string(last_first) + ", as sweep.seeds is " +
                         std::to_string(experiment.seeds));
}

void read_sweep(const Node& root, Experiment& experiment) {
    if (const Node* table = root.find("sweep")) {
        check_keys(*table, "sweep", {"weights", "seeds", "variants"});
        if (const Node* node = table->find("weights"))
            experiment.weights = read_weights(*node, "sweep.weights");
        if (const Node* node = table->find("seeds"))
            experiment.seeds = static_cast<int>(read_whole_number(*node, "sweep.seeds", 1, most_seeds));
    }
    require_seeds(root, experiment);
    Sweep sweep{{}, experiment.seeds};
    const Node* variants = root.find("variants");
    for (const std::string& name : experiment.setup.variants) {
        const Node* own = variants == nullptr ? nullptr : variants->find(name);
        const Node* weights = own == nullptr ? nullptr : own->find("weights");
        sweep.weights.push_back(weights == nullptr ? experiment.weights
                                                   : read_weights(*weights, "variants." + name + ".weights"));
    }
    experiment.setup.replicas = replicas_of(sweep, experiment.setup.seed);
}

void read_names(const Node& root, Experiment& experiment) {
    if (const Node* node = root.find("title")) experiment.title = read_text(*node, "title");
    if (const Node* node = root.find("source")) experiment.source = read_text(*node, "source");
    if (const Node* list = root.find("claims"))
        for (const Node& item : list_items(*list, "claims"))
            experiment.claims.push_back(read_word(item, "claims", claim_ids()));
    experiment.setup.experiment = experiment.id;
    experiment.setup.title = experiment.title;
    if (const Node* node = root.find("caption")) experiment.setup.caption = read_text(*node, "caption");
}

void read_setup(const Node& root, Setup& setup) {
    if (const Node* table = root.find("data")) read_data(*table, setup);
    if (const Node* table = root.find("model")) read_model(*table, setup);
    if (const Node* table = root.find("companion")) read_companion(*table, setup);
    if (const Node* table = root.find("optimizer")) read_optimizer(*table, setup);
    if (const Node* table = root.find("stop")) read_stop(*table, setup);
    if (const Node* node = root.find("seed")) setup.seed = read_seed(*node, "seed");
    if (const Node* node = root.find("engine")) setup.engine = read_engine(*node);
    if (const Node* node = root.find("precision")) setup.precision = read_precision(*node);
    for (const ReadoutKind& kind : readout_kinds())
        if (kind.serves(setup)) setup.readouts.emplace_back(kind.key);
    if (const Node* list = root.find("readouts")) read_readouts(*list, setup);
}

// The columns of the figures; without any, those of the paper.
void pin_epochs(Experiment& experiment) {
    std::vector<std::int64_t>& epochs = experiment.setup.pinned_epochs;
    for (const FigureSpec& figure : experiment.figures)
        epochs.insert(epochs.end(), figure.epochs.begin(), figure.epochs.end());
    if (epochs.empty()) epochs = {1, 10, 100, 1'000, 10'000};
    std::sort(epochs.begin(), epochs.end());
    epochs.erase(std::unique(epochs.begin(), epochs.end()), epochs.end());
}

}  // namespace

Experiment load_experiment(const std::string& name, const Overrides& overrides) {
    const Node root = merged(read_experiment_chain(name), override_table(overrides));
    const Node* id = root.find("experiment");
    return read_experiment(root, id == nullptr ? name : read_text(*id, "experiment"));
}

Experiment read_experiment(const Node& root, const std::string& id) {
    check_top_keys(root);
    Experiment experiment;
    experiment.id = id;
    read_names(root, experiment);
    read_setup(root, experiment.setup);
    read_variants(root, experiment);
    read_sweep(root, experiment);
    if (const Node* list = root.find("edits")) experiment.edits = read_edits(*list, experiment);
    if (const Node* list = root.find("figures")) experiment.figures = read_figures(*list, experiment);
    pin_epochs(experiment);
    return experiment;
}

void load_edits(const std::filesystem::path& file, Experiment& experiment) {
    const Node root = read_json(read_file(file), file.string());
    check_keys(root, "", {"edits"});
    const Node* list = root.find("edits");
    if (list == nullptr) throw Error(file.string() + " has no \"edits\".");
    experiment.edits = read_edits(*list, experiment);
}

}  // namespace reweigh
