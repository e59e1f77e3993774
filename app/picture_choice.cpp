#include "app/picture_choice.h"

#include "app/panels/setup_draft.h"
#include "core/data/images.h"

#include <utility>

namespace reweigh {
namespace {

bool is_stand_in(const Dataset& data) { return data.source == source_label(ImageOrigin::StandIn); }

}  // namespace

bool lacks_pictures(const Snapshot& snapshot, const ViewState& view) {
    const Experiment& wanted = view.draft ? *view.draft : view.experiment;
    bool may_be_found = false;
    visit_pictures(wanted.setup.data,
                   [&](const auto& params) { may_be_found = params.path.empty() && !params.stand_in; });
    return may_be_found && !view.accepts_stand_in && snapshot.scene && is_stand_in(*snapshot.scene->data);
}

std::optional<UsePictures> use_of(const FetchState& state, const Snapshot& snapshot, const ViewState& view) {
    const auto* fetched = std::get_if<Fetched>(&state);
    const bool is_untouched = std::holds_alternative<Ready>(snapshot.status) && !view.draft;
    if (fetched == nullptr || !is_untouched || !lacks_pictures(snapshot, view)) return std::nullopt;
    return UsePictures{fetched->path};
}

std::optional<Restart> restart_on_pictures(const std::string& path, const Snapshot& snapshot,
                                           const ViewState& view, const Live& now) {
    Experiment experiment = view.draft.value_or(view.experiment);
    const bool has_pictures = visit_pictures(experiment.setup.data, [&](auto& params) {
        params.path = path;
        params.stand_in = false;
    });
    if (!has_pictures) return std::nullopt;
    return Restart{keeping_live(std::move(experiment), snapshot, now)};
}

}  // namespace reweigh
