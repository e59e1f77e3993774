#include "app/time_effects.h"

#include "app/moment.h"
#include "app/run_effects.h"

#include <algorithm>
#include <vector>

namespace reweigh {
namespace {

std::vector<std::int64_t> keyframe_steps(const Snapshot& snapshot) {
    std::vector<std::int64_t> steps;
    for (const KeyframeMark& mark : snapshot.keyframes) steps.push_back(mark.step);
    return steps;
}

// `steps` ascend.
void show_before(const std::vector<std::int64_t>& steps, const Snapshot& snapshot, ViewState& view) {
    const auto at = std::ranges::lower_bound(steps, shown_step(snapshot, view));
    if (at != steps.begin()) view.moment = *(at - 1);
}

void show_after(const std::vector<std::int64_t>& steps, const Snapshot& snapshot, ViewState& view) {
    const auto at = std::ranges::upper_bound(steps, shown_step(snapshot, view));
    view.moment = at != steps.end() && *at < snapshot.step ? std::optional(*at) : std::nullopt;
}

}  // namespace

void earlier_or_left(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    (view.points.is_on ? nudge_left : show_keyframe_before)(snapshot, view, outbox);
}
void later_or_right(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    (view.points.is_on ? nudge_right : show_keyframe_after)(snapshot, view, outbox);
}

void show_keyframe_before(const Snapshot& snapshot, ViewState& view, Outbox&) {
    show_before(keyframe_steps(snapshot), snapshot, view);
}
void show_keyframe_after(const Snapshot& snapshot, ViewState& view, Outbox&) {
    show_after(keyframe_steps(snapshot), snapshot, view);
}
void show_edit_before(const Snapshot& snapshot, ViewState& view, Outbox&) {
    show_before(snapshot.gestures, snapshot, view);
}
void show_edit_after(const Snapshot& snapshot, ViewState& view, Outbox&) {
    show_after(snapshot.gestures, snapshot, view);
}

void show_first_keyframe(const Snapshot& snapshot, ViewState& view, Outbox&) {
    if (!snapshot.keyframes.empty() && snapshot.step > 0) view.moment = snapshot.keyframes.front().step;
}
void follow_training(const Snapshot&, ViewState& view, Outbox&) { view.moment.reset(); }

}  // namespace reweigh
