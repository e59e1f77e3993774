#include "core/experiment/moment.h"

#include "core/engine/permutation.h"
#include "core/figure/replica_style.h"
#include "core/session/edit_log.h"

#include <algorithm>
#include <optional>

namespace reweigh {
namespace {

void forget_later_read_outs(Snapshot& moment) {
    const std::optional<std::size_t> last = readout_index(moment, moment.step);
    const std::size_t count = last ? *last + 1 : 0;
    moment.readout_steps = moment.readout_steps.first(count);
    moment.readout_seconds = moment.readout_seconds.first(count);
    moment.votes = moment.votes.first(count);
    for (Curve& curve : moment.curves) curve.values = curve.values.first(count);
}

// A replica is held at the last keyframe at which it was finite.
void forget_later_parkings(Snapshot& moment) {
    for (ReplicaHealth& health : moment.health)
        for (std::optional<std::int64_t>* parked : {&health.parked_at, &health.companion_parked_at})
            if (*parked && **parked >= moment.step) parked->reset();
}

std::vector<int> batch_up_to(const Snapshot& present, std::int64_t step) {
    if (present.batch.empty() || step == 0) return {};
    const Setup& setup = present.scene->setup;
    return batch_of_step(setup.replicas.front().seed, step - 1, present.scene->data->size(),
                         batch_size(setup));
}

}  // namespace

const Live& live_up_to(const Snapshot& snapshot, std::int64_t step) {
    return snapshot.edits.empty() ? snapshot.live
                                  : live_at(snapshot.edits, std::max<std::int64_t>(step - 1, 0));
}

std::vector<View> views_at(const std::vector<View>& views, std::int64_t step, std::uint64_t run) {
    std::vector<View> moved;
    for (const View& view : views) {
        if (!view.request.step) continue;
        moved.push_back(view);
        if (*view.request.step != step || view.request.run != run) continue;
        moved.push_back(view);
        moved.back().request.step.reset();
        moved.back().request.run = 0;
    }
    return moved;
}

Snapshot at_moment(const Snapshot& present, std::int64_t step) {
    Snapshot moment = present;
    moment.step = step;
    moment.live = live_up_to(present, step);
    std::erase_if(moment.edits, [&](const Edit& edit) { return edit.step > 0 && edit.step >= step; });
    std::erase_if(moment.gestures, [&](std::int64_t at) { return at >= step; });
    forget_later_read_outs(moment);
    forget_later_parkings(moment);
    moment.batch = batch_up_to(present, step);
    moment.views = views_at(present.views, step);
    return moment;
}

}  // namespace reweigh
