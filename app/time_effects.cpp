#include "app/time_effects.h"

#include "app/moment.h"
#include "app/panels/live_draft.h"
#include "app/run_effects.h"

#include <algorithm>
#include <limits>
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
    if (at == steps.begin()) return;
    view.moment = *(at - 1);
    view.asked.reset();
}

void show_after(const std::vector<std::int64_t>& steps, const Snapshot& snapshot, ViewState& view) {
    const auto at = std::ranges::upper_bound(steps, shown_step(snapshot, view));
    view.moment = at != steps.end() && *at < snapshot.step ? std::optional(*at) : std::nullopt;
    view.asked.reset();
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

void show_exactly(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    if (!view.asked || !held_at(snapshot, view))
        return outbox.request(Say{"Point at a moment of the time bar first."});
    view.moment = *view.asked;
    outbox.post(Exact{*view.asked});
}

void pin_moment(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    if (!snapshot.scene || snapshot.step == 0)
        return outbox.request(Say{"Nothing has been trained yet that could be compared."});
    const Pin pin{snapshot.run, shown_step(snapshot, view)};
    if (view.comparison.a == pin) {
        view.comparison = {};
        return;
    }
    view.comparison.a = pin;
    outbox.post(Exact{pin.step});  // the present has no keyframe yet
}

void compare_with_pin(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    if (!view.comparison.a) return outbox.request(Say{"Pin a moment with P first: it is A."});
    if (const std::string reason = not_comparable(snapshot, *view.comparison.a); !reason.empty())
        return outbox.request(Say{reason});
    view.comparison.is_split = !view.comparison.is_split;
    if (view.comparison.is_split) view.lab_view = LabView::Stage;
}

void fork_here(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    if (!snapshot.scene || snapshot.step == 0)
        return outbox.request(Say{"A fork needs a past: nothing has been trained yet."});
    constexpr auto present = std::numeric_limits<std::int64_t>::max();
    outbox.post(Fork{held_at(snapshot, view).value_or(present), shown_live(snapshot, view, outbox)});
    if (std::holds_alternative<Running>(snapshot.status)) outbox.post(Run{});
}

}  // namespace reweigh
