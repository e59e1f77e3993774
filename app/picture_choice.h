#pragma once

#include "app/request.h"
#include "app/view_state.h"
#include "core/state/snapshot.h"

#include <optional>
#include <string>
#include <variant>

namespace reweigh {

// Calls visit(params) with what says which pictures are trained on. False where the data are points.
template <class Data, class Visit>
bool visit_pictures(Data& data, Visit&& visit) {
    return std::visit(
        [&](auto& params) {
            constexpr bool are_of_pictures = requires { params.stand_in; };
            if constexpr (are_of_pictures) visit(params);
            return are_of_pictures;
        },
        data);
}

// The run on screen shows the stand-in for want of CIFAR-10, and nobody has said that this is fine or drafted
// other pictures; or there is no run, and the one that failed to start names its pictures.
bool lacks_pictures(const Snapshot& snapshot, const ViewState& view);

// What was fetched, where it takes the place of a stand-in that nothing has been trained on or drafted with.
std::optional<UsePictures> use_of(const FetchState& fetched, const Snapshot& snapshot, const ViewState& view);

// The run that the controls describe, on the pictures at `path`; empty: on those that are found. Live
// parameters stay as `now`. Nothing where it has no pictures.
std::optional<Restart> restart_on_pictures(const std::string& path, const Snapshot& snapshot,
                                           const ViewState& view, const Live& now);
// The same on the stand-in.
std::optional<Restart> restart_on_stand_in(const Snapshot& snapshot, const ViewState& view, const Live& now);

}  // namespace reweigh
