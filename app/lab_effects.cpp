#include "app/lab_effects.h"

namespace reweigh {
namespace {

void show(std::size_t wanted, ViewState& view, Outbox& outbox) {
    const std::size_t shown = lab_of(view.experiment.setup.data);
    if (shown == wanted) return;
    view.left_experiments[shown] = view.experiment.id;
    const std::string& left = view.left_experiments[wanted];
    outbox.request(LoadExperiment{left.empty() ? std::string(labs[wanted].first) : left});
}

}  // namespace

void show_boundary_lab(const Snapshot&, ViewState& view, Outbox& outbox) { show(0, view, outbox); }
void show_images_lab(const Snapshot&, ViewState& view, Outbox& outbox) { show(1, view, outbox); }

}  // namespace reweigh
