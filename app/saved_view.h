#pragma once

#include "app/view_state.h"
#include "core/config/node.h"
#include "core/config/param.h"
#include "core/state/snapshot.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace reweigh {

// What a checkpoint says of the window, so that it comes back as it was.
struct SavedView {
    LabView lab_view = LabView::Stage;
    int focus = 0;
    std::int64_t moment = -1;  // the step it was held at; -1: it followed
    std::string file;          // the user's own checkpoint of the run; empty: never saved
    friend bool operator==(const SavedView&, const SavedView&) = default;
};
template <>
inline constexpr auto params_of<SavedView> = std::tuple{
    Param{&SavedView::lab_view, "view", "view", "Stage, Fan or Paper.", LabView::Stage, LabView::Paper},
    Param{&SavedView::focus, "focus", "focus", "The replica shown big.", 0, 4095},
    Param{&SavedView::moment, "moment", "moment", "The step shown; -1: the present.", std::int64_t{-1},
          std::int64_t{1} << 52},
    Param{&SavedView::file, "file", "file", "Where the run was saved.", "", ""},
};
static_assert(every_member_described<SavedView>);

Node node_of(const ViewState& view, const std::filesystem::path& file);
// Throws Error for a value that is none.
SavedView saved_view(const Node& table);

// The view of a run that was just opened becomes as it was saved.
void show_as(const SavedView& saved, const Snapshot& snapshot, ViewState& view);

}  // namespace reweigh
