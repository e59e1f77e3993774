#include "app/panels/live_panel.h"

#include "app/panels/live_draft.h"
#include "app/widgets/edit.h"
#include "core/data/kinds.h"

#include <algorithm>
#include <array>

namespace reweigh {
namespace {

struct Placement {
    std::string_view key;
    LiveGroup group;
};
constexpr std::array placements{
    Placement{"importance", LiveGroup::Importance},   Placement{"weighting", LiveGroup::Importance},
    Placement{"target_class", LiveGroup::Importance}, Placement{"weight_scale", LiveGroup::Importance},
    Placement{"reduction", LiveGroup::Importance},    Placement{"l2", LiveGroup::Regularization},
    Placement{"dropout", LiveGroup::Regularization},  Placement{"batch_norm", LiveGroup::Regularization},
    Placement{"learning_rate", LiveGroup::Optimizer},
};

// A parameter without a placement is shown with the optimizer's, so that a new one is never lost.
LiveGroup group_of(std::string_view key) {
    for (const Placement& placement : placements)
        if (placement.key == key) return placement.group;
    return LiveGroup::Optimizer;
}

bool has_several_weights(const Scene& scene) {
    const std::vector<Replica>& replicas = scene.setup.replicas;
    return std::ranges::any_of(replicas,
                               [&](const Replica& each) { return each.weight != replicas.front().weight; });
}

EditOptions options_of(std::string_view key, const Snapshot& snapshot) {
    EditOptions options;
    options.value_when_on = value_when_on(key);
    if (!snapshot.scene) return options;
    if (key == "importance" && has_several_weights(*snapshot.scene)) options.label = "shift all";
    if (key == "learning_rate" && snapshot.scene->data && snapshot.scene->data->sigma_max > 0)
        options.derived = {"= 1/\u03c3max", derived_learning_rate(*snapshot.scene->data)};
    return options;
}

}  // namespace

bool concerns(std::string_view key, const Setup& setup) {
    if (key == "weighting") return takes_pictures(setup.model);
    if (key == "target_class") return class_count(setup.model) > 2;
    if (key == "batch_norm") return has_batch_norm(setup.model) || !takes_pictures(setup.model);
    return true;
}

void draw_live_rows(LiveGroup group, const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    edit_live(snapshot, view, outbox, [&](LiveParams& params) {
        for_each_param<LiveParams>([&](const auto& row) {
            if (group_of(row.key) != group) return;
            if (snapshot.scene && !concerns(row.key, snapshot.scene->setup)) return;
            EditOptions options = options_of(row.key, snapshot);
            const std::string note = kept_note(snapshot, view.scope, row.key);
            options.note = note;
            edit(row, params.*row.member, options);
        });
    });
}

void draw_scope_row(const Snapshot& snapshot, ViewState& view) {
    if (!snapshot.scene || snapshot.scene->setup.variants.size() < 2) return;
    std::vector<std::string_view> words{"all variants"};
    for (const std::string& name : snapshot.scene->setup.variants) words.push_back(name);
    const Row row("change", "Which variants the live controls change; one that keeps its own value says so.");
    int chosen = view.scope.value_or(-1) + 1;
    if (choice("change", row.field(column::choice_width), words, chosen))
        view.scope = chosen == 0 ? std::nullopt : std::optional(chosen - 1);
}

}  // namespace reweigh
