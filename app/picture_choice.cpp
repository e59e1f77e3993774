#include "app/picture_choice.h"

#include "app/panels/setup_draft.h"
#include "core/data/images.h"

#include <utility>

namespace reweigh {
namespace {

bool is_stand_in(const Dataset& data) { return data.source == source_label(ImageOrigin::StandIn); }

bool names_pictures(const Experiment& experiment) {
    bool names = false;
    visit_pictures(experiment.setup.data, [&](const auto& params) { names = !params.path.empty(); });
    return names;
}

std::optional<Restart> restart_on(const std::string& path, bool stand_in, const Snapshot& snapshot,
                                  const ViewState& view, const Live& now) {
    Experiment experiment = view.draft.value_or(view.experiment);
    const bool has_pictures = visit_pictures(experiment.setup.data, [&](auto& params) {
        params.path = path;
        params.stand_in = stand_in;
    });
    if (!has_pictures) return std::nullopt;
    return Restart{keeping_live(std::move(experiment), snapshot, now)};
}

}  // namespace

bool lacks_pictures(const Snapshot& snapshot, const ViewState& view) {
    if (!snapshot.scene) return view.failure && names_pictures(view.experiment);
    const Experiment& wanted = view.draft ? *view.draft : view.experiment;
    bool may_be_found = false;
    visit_pictures(wanted.setup.data,
                   [&](const auto& params) { may_be_found = params.path.empty() && !params.stand_in; });
    return may_be_found && !view.accepts_stand_in && is_stand_in(*snapshot.scene->data);
}

std::optional<UsePictures> use_of(const FetchState& state, const Snapshot& snapshot, const ViewState& view) {
    const auto* fetched = std::get_if<Fetched>(&state);
    const bool is_untouched = std::holds_alternative<Ready>(snapshot.status) && !view.draft;
    if (fetched == nullptr || !is_untouched || !lacks_pictures(snapshot, view)) return std::nullopt;
    return UsePictures{fetched->path};
}

std::optional<Restart> restart_on_pictures(const std::string& path, const Snapshot& snapshot,
                                           const ViewState& view, const Live& now) {
    return restart_on(path, false, snapshot, view, now);
}

std::optional<Restart> restart_on_stand_in(const Snapshot& snapshot, const ViewState& view, const Live& now) {
    return restart_on("", true, snapshot, view, now);
}

}  // namespace reweigh
