#include "app/saved_view.h"

#include "core/config/table.h"

#include <algorithm>

namespace reweigh {

Node node_of(const ViewState& view, const std::filesystem::path& file) {
    return to_node(SavedView{view.lab_view, view.focus, view.moment.value_or(-1), file.string()});
}

SavedView saved_view(const Node& table) {
    SavedView view;
    read_params(table, "view", view);
    return view;
}

void show_as(const SavedView& saved, const Snapshot& snapshot, ViewState& view) {
    view.lab_view = saved.lab_view;
    const auto replicas = static_cast<int>(snapshot.scene->setup.replicas.size());
    if (saved.focus < replicas) view.focus = saved.focus;
    const bool is_kept =
        std::ranges::find(snapshot.keyframes, saved.moment, &KeyframeMark::step) != snapshot.keyframes.end();
    if (is_kept && saved.moment < snapshot.step) view.moment = saved.moment;
}

}  // namespace reweigh
