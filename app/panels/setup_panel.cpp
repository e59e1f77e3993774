#include "app/panels/setup_panel.h"

#include "app/panels/live_draft.h"
#include "app/panels/setup_draft.h"
#include "app/path_completion.h"
#include "app/picture_choice.h"
#include "app/widgets/button.h"
#include "app/widgets/edit.h"
#include "app/widgets/text.h"
#include "core/experiment/sweep.h"
#include "core/figure/curves_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <tuple>

namespace reweigh {
namespace {

// A drop-down of the kinds of a variant; a new kind begins with its defaults. `shown(params)`: whether a kind
// is on offer.
template <class Variant, class Shown>
void choose_kind(std::string_view label, std::string_view help, Variant& value, Shown&& shown) {
    std::vector<std::string_view> words;
    std::vector<Variant> kinds;
    int chosen = -1;
    for_each_kind<Variant>([&]<class Params>(Params params) {
        const bool is_current = std::holds_alternative<Params>(value);
        if (!is_current && !shown(params)) return;
        if (is_current) chosen = static_cast<int>(kinds.size());
        words.push_back(kind_of<Params>.label);
        kinds.emplace_back(std::move(params));
    });
    const Row row(label, help);
    if (choice(label, row.field(column::choice_width), words, chosen))
        value = std::move(kinds[static_cast<std::size_t>(chosen)]);
}

// The rows of the kind that the variant holds; of many, all but the first stand under a fold named `rest`.
template <class Variant>
void edit_members(Variant& value, std::string_view rest) {
    constexpr std::size_t most_unfolded = 3;
    std::visit(
        [&]<class Params>(Params& params) {
            constexpr std::size_t count = std::tuple_size_v<std::remove_cvref_t<decltype(params_of<Params>)>>;
            std::size_t index = 0;
            bool open = true;
            for_each_param<Params>([&](const auto& row) {
                if (count > most_unfolded && index == 1)
                    open = fold_row(rest, std::to_string(count - 1) + " more");
                if (open) edit(row, params.*row.member);
                ++index;
            });
        },
        value);
}

// Whole numbers that no table describes.
bool edit_whole(std::string_view label, std::string_view help, double min, double max, double& value) {
    const Row row(label, help);
    return number_field(label, row.field(column::number_width),
                        {min, max, Scale::Linear, NumberKind::Reading::Whole}, value);
}

constexpr std::array sweep_counts{1, 3, 5, 9, 17};
constexpr std::array<std::string_view, 6> sweep_words{"1", "3", "5", "9", "17", "a list"};

int place_of_sweep(const std::vector<double>& weights) {
    for (std::size_t i = 0; i < sweep_counts.size(); ++i)
        if (weights == evenly_spread_weights(sweep_counts[i])) return static_cast<int>(i);
    return static_cast<int>(sweep_counts.size());
}

// What a variant sets that the first one does not. Rates that are still to be derived are alike.
std::string overrides_text(LiveParams first, LiveParams own) {
    if (std::isnan(own.learning_rate)) own.learning_rate = first.learning_rate = 1;
    return changes_text(first, own);
}

// A switch for each variant; one stays on. True when one was switched.
bool draw_variant_rows(Experiment& draft) {
    if (draft.variants.size() < 2) return false;
    const std::vector<std::string> before = draft.setup.variants;
    std::vector<std::string> names;
    for (const KnownVariant& variant : draft.variants) {
        const Row row(variant.name, "Trained side by side with the other variants.",
                      overrides_text(draft.variants.front().live, variant.live));
        bool on = std::ranges::find(before, variant.name) != before.end();
        toggle("variant " + variant.name, row, on);
        if (on) names.push_back(variant.name);
    }
    if (names.empty() || names == before) return false;
    choose_variants(draft, names);
    draft.edits.clear();  // scripted ones speak of the former variants
    return true;
}

void draw_stop_row(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    Stop stop = snapshot.stop;
    double epochs = static_cast<double>(stop.epochs.value_or(0));
    const double before = epochs;
    {
        const Row row("stop at epoch", "Ends the run there; Continue goes on. Off: it never ends by itself.");
        const NumberKind kind{1, 1e7, Scale::Log, NumberKind::Reading::Whole};
        bool on = stop.epochs.has_value();
        if (on)
            number_field("stop at epoch value", row.field(88, toggle_width + 8), kind, epochs,
                         FieldLook::Bare);
        if (toggle("stop at epoch", row, on)) epochs = on ? 10'000 : 0;
    }
    if (epochs == before) return;
    stop.epochs = epochs > 0 ? std::optional(std::llround(epochs)) : std::nullopt;
    outbox.post(SetStop{stop});
    view.experiment.setup.stop = stop;
    if (view.draft) view.draft->setup.stop = stop;
}

}  // namespace

void draw_data_rows(Experiment& draft) {
    choose_kind("set", "The points the loss is summed over.", draft.setup.data,
                []<class Params>(const Params&) {
                    return !std::is_same_v<Params, DrawnParams> && !are_pictures(DataParams(Params()));
                });
    const DataParams before = draft.setup.data;
    edit_members(draft.setup.data, "shape");
    if (draft.setup.data != before)
        visit_pictures(draft.setup.data, [](auto& pictures) { pictures.path = tidy_path(pictures.path); });
}

void draw_point_rows(ViewState& view) {
    const auto row = [](std::string_view label, std::string_view help, bool& on) {
        const Row place(label, help);
        toggle(label, place, on);
    };
    row("edit points",
        "On the stage: left click adds +, right click \u2212, drag moves, Alt+click or Del deletes, arrows "
        "nudge. By keyboard: Ins and Shift+Ins add, Ctrl and an arrow chooses (E).",
        view.points.is_on);
    if (view.points.is_on)
        row("restart after each edit", "Each change of a point restarts with it, without Enter.",
            view.points.restarts);
}

void draw_model_rows(Experiment& draft) {
    const bool of_pictures = are_pictures(draft.setup.data);
    choose_kind("kind", "The logit f(x); p(+) = 1 / (1 + exp(-f)).", draft.setup.model,
                [&](const ModelParams& model) {
                    return takes_pictures(model) == of_pictures &&
                           class_count(model) == class_count(draft.setup.data);
                });
    edit_members(draft.setup.model, "size");
    if (of_pictures) return;
    const Row row("LR beside it", "A linear model on the same batches and weights.");
    bool beside = draft.setup.companion.has_value();
    if (toggle("LR beside it", row, beside))
        draft.setup.companion =
            beside ? std::optional<ModelParams>(LogisticRegressionParams{}) : std::nullopt;
}

// The row of the batch size, or all others.
void edit_optimizer(OptimizerParams& optimizer, bool batch_size) {
    std::visit(
        [&]<class Params>(Params& params) {
            for_each_param<Params>([&](const auto& row) {
                if ((row.key == "batch_size") == batch_size) edit(row, params.*row.member);
            });
        },
        optimizer);
}

// The batch size stands alone, all else under a fold that tells the kind; another kind keeps the size.
void draw_optimizer_rows(Experiment& draft) {
    OptimizerParams& optimizer = draft.setup.optimizer;
    edit_optimizer(optimizer, true);
    if (!fold_row("method", kind_of_value(optimizer).label)) return;
    const int batch = batch_size(optimizer);
    choose_kind("optimizer", "How the weights move. Adam wants a learning rate of about 0.0001.", optimizer,
                [](const auto&) { return true; });
    std::visit([&](auto& params) { params.batch_size = batch; }, optimizer);
    edit_optimizer(optimizer, false);
}

void draw_sweep_rows(Experiment& draft) {
    std::vector<double> weights = draft.weights;
    double seeds = draft.seeds;
    bool changed = draw_variant_rows(draft);
    {
        const Row row("weights",
                      "So many, evenly from 1:256 to 256:1. Replicas of one seed share initial weights, "
                      "order and masks.");
        int chosen = place_of_sweep(weights);
        const bool is_list = chosen == static_cast<int>(sweep_counts.size());
        const std::span words(sweep_words.data(), sweep_counts.size() + (is_list ? 1 : 0));
        if (choice("weights", row.field(column::choice_width), words, chosen) &&
            chosen < static_cast<int>(sweep_counts.size())) {
            weights = evenly_spread_weights(sweep_counts[static_cast<std::size_t>(chosen)]);
            changed = true;
        }
    }
    const std::size_t lines = draft.setup.variants.size() * weights.size();
    const double most = std::min<double>(most_seeds, static_cast<double>(most_replicas / lines));
    changed =
        edit_whole("seeds", "Curves show their mean and standard deviation.", 1, most, seeds) || changed;
    seeds = std::min(seeds, most);
    if (changed) set_sweep(draft, weights, static_cast<int>(seeds));
}

void draw_run_rows(Experiment& draft, const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    double seed = static_cast<double>(draft.setup.seed);
    if (edit_whole("seed", "Fixes everything random; the data too, unless they have a seed of their own.", 0,
                   9'007'199'254'740'991.0, seed))
        set_first_seed(draft, static_cast<std::uint64_t>(seed));
    draw_stop_row(snapshot, view, outbox);
    constexpr Param engine{&Setup::engine,     "engine",
                           "engine",           "What computes the steps; auto takes the fastest.",
                           EngineChoice::Auto, EngineChoice::Torch};
    edit(engine, draft.setup.engine);
    constexpr Param precision{&Setup::precision, "precision",
                              "precision",       "How a GPU multiplies; the CPU always trains in fp32.",
                              Precision::Auto,   Precision::Bf16};
    if (takes_pictures(draft.setup.model)) edit(precision, draft.setup.precision);
}

}  // namespace reweigh
