#include "core/config/text.h"
#include "core/figure/build_parts.h"
#include "core/figure/fitted.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <optional>
#include <set>

namespace reweigh {
namespace {

template <class E>
std::string label_of(E value) {
    for (const auto& name : names_of<E>)
        if (name.value == value) return std::string(name.label);
    return "";
}

const Live& first_live(const Snapshot& snapshot) {
    return snapshot.edits.empty() ? snapshot.live : snapshot.edits.front().live;
}

std::string initial_text(InitialLaw law) {
    return law == InitialLaw::He ? "U(\u00b1\u221a(6/fan_in)), biases 0" : "U(\u00b11/\u221afan_in)";
}

std::string network_text(const CnnParams& cnn) {
    const std::string narrow = std::to_string(cnn.filters), wide = std::to_string(2 * cnn.filters);
    return " CNN: filters " + narrow + ", " + narrow + ", " + wide + ", " + wide + ", " + wide +
           (cnn.padding == Padding::Same ? ", padded" : ", not padded") + ", dense " +
           std::to_string(cnn.dense) + ", " + std::to_string(cnn.last) + ". Initial weights " +
           initial_text(cnn.initial) + ".";
}

std::string network_text(const ResnetParams& resnet) {
    const auto filters = [&](int times) { return std::to_string(times * resnet.filters); };
    return " ResNet: filters " + filters(1) + ", two blocks each of " + filters(1) + ", " + filters(2) +
           ", " + filters(4) + ", dense " + std::to_string(resnet.dense) + ". Initial weights " +
           initial_text(resnet.initial) + ".";
}

std::string network_text(const TenClassMlpParams& mlp) {
    return " MLP: " + std::to_string(mlp.hidden) + " hidden units, ten logits. Initial weights " +
           initial_text(InitialLaw::FanIn) + ".";
}

std::string network_text(const auto&) {
    return " Initial weights " + initial_text(InitialLaw::FanIn) + ", logistic regression 0.";
}

std::string optimizer_text(const SgdParams& sgd) {
    return "SGD, batch " + std::to_string(sgd.batch_size) +
           (sgd.momentum == 0 ? "" : ", momentum " + short_text(sgd.momentum));
}

std::string optimizer_text(const AdamParams& adam) {
    return "Adam (" + short_text(adam.beta1) + ", " + short_text(adam.beta2) + ", " +
           short_text(adam.epsilon) + "), batch " + std::to_string(adam.batch_size);
}

std::string objective_text(const Snapshot& snapshot) {
    const LiveParams& live = first_live(snapshot).variants.front();
    const Setup& setup = snapshot.scene->setup;
    const auto network = std::visit([](const auto& model) { return network_text(model); }, setup.model);
    const auto optimizer =
        std::visit([](const auto& params) { return optimizer_text(params); }, setup.optimizer);
    std::string reduction = label_of(live.reduction);
    if (const auto gap = reduction.find("  "); gap != std::string::npos) reduction.replace(gap, 2, ", ");
    return "Reduction " + reduction + "; weights: " + label_of(live.weight_scale) + ". L2 " +
           (live.l2 == 0 ? "0" : short_text(live.l2)) +
           " as \u03bb/2\u00a0\u2016\u03b8\u2016\u00b2, biases too." + network + " " + optimizer +
           ", learning rate " + short_text(live.learning_rate) + "." +
           (live.dropout == 0 ? "" : " Dropout " + short_text(live.dropout) + ".") +
           (live.batch_norm ? " Batch norm." : "") +
           (live.weighting == Weighting::Loss ? ""
                                              : " The importance acts on " + label_of(live.weighting) + ".") +
           (class_count(setup.model) == 2 ? "" : " Target class " + std::to_string(live.target_class) + ".");
}

std::string variants_text(const Snapshot& snapshot) {
    const Setup& setup = snapshot.scene->setup;
    const Live& live = first_live(snapshot);
    std::string text;
    for (std::size_t i = 1; i < setup.variants.size(); ++i)
        text += " " + setup.variants[i] + ": " + changes_text(live.variants[0], live.variants[i]) + ".";
    return text;
}

std::string seeds_text(const Setup& setup) {
    std::set<std::uint64_t> seeds;
    for (const Replica& replica : setup.replicas) seeds.insert(replica.seed);
    const std::string first = std::to_string(*seeds.begin());
    if (seeds.size() == 1) return " Seed " + first + ".";
    return " Seeds " + first + " to " + std::to_string(*seeds.rbegin()) + ".";
}

std::string class_text(const Dataset& data, int number) {
    const auto place = static_cast<std::size_t>(number);
    return place < data.class_names.size() ? data.class_names[place] : "class " + std::to_string(number);
}

std::string percent_text(double share) { return short_text(100 * share) + " %"; }

// What was done to the training pictures: ", 30 % of the labels flipped, 25 % of cat kept".
std::string changed_text(const Dataset& data, const PicturesParams& params) {
    const auto kept = [&](double share, int label) {
        return share == 1 ? "" : ", " + percent_text(share) + " of " + class_text(data, label) + " kept";
    };
    return (params.flips == 0 ? "" : ", " + percent_text(params.flips) + " of the labels flipped") +
           kept(params.keep_negative, params.negative) + kept(params.keep_positive, params.positive);
}

// "1,000 pictures of cat (-) and dog (+), normalised; asked about 400 of their test pictures, ..."
std::string points_text(const Dataset& data, const PicturesParams& params) {
    const auto count = [&](std::string_view key) {
        const EvaluationSet* set = data.evaluation_set(key);
        return count_text(set == nullptr ? 0 : set->size(data.width));
    };
    return count_text(data.size()) + " pictures of " + class_text(data, params.negative) + " (\u2212) and " +
           class_text(data, params.positive) + " (+)" + changed_text(data, params) +
           ", normalised; ratios are of " + count("test") + " test pictures, " + count("other") +
           " of other classes, " + count("noise") + " random ones";
}

std::string points_text(const Dataset& data, const TenClassesParams&) {
    const EvaluationSet* test = data.evaluation_set("test");
    return count_text(data.size()) + " pictures of ten classes, normalised; accuracies are of " +
           count_text(test == nullptr ? 0 : test->size(data.width)) +
           " test pictures; with weights x:1 the target class has x/(x+9) of the loss, every other 1/(x+9)";
}

std::string points_text(const Dataset& data, const auto&) {
    return count_text(data.size()) + " points as they are";
}

std::string data_text(const Scene& scene) {
    if (!scene.data) return "";
    constexpr std::size_t shown_digits = 12;
    const std::string what =
        std::visit([&](const auto& params) { return points_text(*scene.data, params); }, scene.setup.data);
    return " Data: " + scene.data->source + ", " + what + ", seed " +
           std::to_string(effective_data_seed(scene.setup)) + ", SHA-256 " +
           scene.data->digest.substr(0, shown_digits) + ".";
}

std::string moment_text(const Snapshot& snapshot, std::int64_t step) {
    return "epoch " + epoch_text(static_cast<double>(step) / static_cast<double>(snapshot.steps_per_epoch));
}

std::string edits_text(const Snapshot& snapshot) {
    std::string text;
    for (const EditMark& mark : edit_marks(snapshot, 0))
        text += (text.empty() ? " Changed while training: " : "; ") + mark.label + " at " +
                moment_text(snapshot, mark.step);
    return text.empty() ? text : text + ".";
}

std::string parked_text(const Snapshot& snapshot) {
    const Setup& setup = snapshot.scene->setup;
    std::string text;
    for (std::size_t i = 0; i < snapshot.health.size(); ++i)
        if (const auto step = snapshot.health[i].parked_at) {
            const Replica& replica = setup.replicas[i];
            text += " " + series_name(setup, replica.variant, replica.weight) + ", seed " +
                    std::to_string(replica.seed) + " became non-finite at " + moment_text(snapshot, *step) +
                    " and is left out.";
        }
    return text;
}

// Of pictures, for each variant in which some model has none; of many variants for all models together.
std::string fitted_sentence(const Snapshot& snapshot) {
    const Setup& setup = snapshot.scene->setup;
    if (!are_pictures(setup.data)) return "";
    constexpr std::size_t most_variants = 3;
    std::string text;
    if (setup.variants.size() == 1 || setup.variants.size() > most_variants) {
        text = fitted_text(snapshot, {});
    } else {
        for (std::size_t v = 0; v < setup.variants.size(); ++v) {
            const std::string fitted = fitted_text(snapshot, static_cast<int>(v), setup.variants[v]);
            if (!fitted.empty()) text += (text.empty() ? "" : "; ") + fitted;
        }
    }
    return text.empty() ? "" : " No training errors: " + text + ".";
}

std::string separator_text(const Scene& scene) {
    if (scene.data && !scene.data->is_plane()) return "";
    if (!scene.separator) return " Not separable: no max-margin line.";
    if (scene.separator->kind == Separator::Kind::MaxMargin) return "";
    return " Not separable: no max-margin line; offset and angle are measured against the " +
           scene.separator->label + ".";
}

std::string caption_text(const Setup& setup) { return setup.caption.empty() ? "" : setup.caption + " "; }

std::string gpu_text(const Scene& scene) {
    return scene.gpu_precision ? " Trained on a GPU in " + word_of(*scene.gpu_precision) + "." : "";
}

// One variant's importance, without repetitions.
std::string importance_of(const Snapshot& snapshot, std::size_t variant) {
    std::string text;
    std::optional<double> before;
    for (const Edit& edit : snapshot.edits) {
        const double importance = edit.live.variants[variant].importance;
        if (importance == before) continue;
        text += (before ? ", " : "") + to_text(importance) + " from step " + std::to_string(edit.step);
        before = importance;
    }
    return text;
}

}  // namespace

std::string importance_text(const Snapshot& snapshot) {
    const std::vector<std::string>& variants = snapshot.scene->setup.variants;
    std::string text, first = importance_of(snapshot, 0);
    bool is_shared = true;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        const std::string own = importance_of(snapshot, i);
        is_shared = is_shared && own == first;
        text += (text.empty() ? "" : "; ") + variants[i] + " " + own;
    }
    return is_shared ? first : text;
}

std::string footnote(const Snapshot& snapshot) {
    const Scene& scene = *snapshot.scene;
    return caption_text(scene.setup) + objective_text(snapshot) + gpu_text(scene) + variants_text(snapshot) +
           seeds_text(scene.setup) + data_text(scene) + edits_text(snapshot) + fitted_sentence(snapshot) +
           parked_text(snapshot) + separator_text(scene);
}

}  // namespace reweigh
