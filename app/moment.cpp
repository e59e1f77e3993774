#include "app/moment.h"

#include "core/base/log.h"
#include "core/experiment/moment.h"
#include "core/figure/number_text.h"
#include "core/figure/replica_style.h"
#include "core/state/run_record.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace reweigh {
namespace {

// A view that does not come in that time is missed no longer.
constexpr int most_frames_waited = 40;

// A past run as it was left.
Snapshot as_left(const PastRun& past, const Snapshot& present) {
    const RunRecord& record = *past.record;
    Snapshot snapshot;
    snapshot.run = past.run;
    snapshot.origin = past.origin;
    snapshot.step = record.step();
    snapshot.steps_per_epoch = steps_per_epoch(record.scene->setup, record.scene->data->size());
    snapshot.status = Paused{};
    snapshot.live = record.edits.back().live;
    snapshot.scene = record.scene;
    snapshot.edits = record.edits;
    snapshot.gestures = record.gestures;
    for (const KeptKeyframe& kept : record.keyframes)
        snapshot.keyframes.push_back({kept.step(), kept.reason});
    snapshot.readout_steps = record.readout_steps;
    snapshot.readout_seconds = record.readout_seconds;
    snapshot.curves = record.curves;
    snapshot.votes = record.votes;
    snapshot.health = record.health;
    snapshot.views = present.views;
    return snapshot;
}

}  // namespace

std::optional<std::int64_t> held_at(const Snapshot& snapshot, const ViewState& view) {
    if (!view.moment || snapshot.keyframes.empty()) return std::nullopt;
    const auto distance = [&](const KeyframeMark& mark) { return std::abs(mark.step - *view.moment); };
    return std::ranges::min_element(snapshot.keyframes, {}, distance)->step;
}

std::int64_t shown_step(const Snapshot& snapshot, const ViewState& view) {
    return held_at(snapshot, view).value_or(snapshot.step);
}

bool shows_all_moments(const Snapshot& snapshot, const ViewState& view) {
    return view.lab_view == LabView::Paper && snapshot.scene && snapshot.scene->data->is_plane();
}

const Live& shown_moment_live(const Snapshot& snapshot, const ViewState& view) {
    const std::optional<std::int64_t> step = held_at(snapshot, view);
    return step ? live_up_to(snapshot, *step) : snapshot.live;
}

void PinnedMoment::refresh(const Snapshot& present, const ViewState& view) {
    const std::optional<Pin>& wanted = view.comparison.a;
    if (!wanted || !not_comparable(present, *wanted).empty()) {
        *this = {};
        return;
    }
    if (moment && pin == *wanted && seen_ == &present && views_ == present.views.size()) return;
    pin = *wanted;
    seen_ = &present;
    views_ = present.views.size();
    is_on_screen = pin.run == present.run;
    if (is_on_screen) {
        moment = std::make_shared<const Snapshot>(at_moment(present, pin.step));
        return;
    }
    Snapshot past = at_moment(as_left(*past_run(present.past, pin.run), present), pin.step);
    past.views = views_at(present.views, pin.step, pin.run);
    moment = std::make_shared<const Snapshot>(std::move(past));
}

ViewRequest PinnedMoment::request(ViewRequest now) const {
    now.step = pin.step;
    now.run = is_on_screen ? 0 : pin.run;
    return now;
}

std::string not_comparable(const Snapshot& present, const Pin& pin) {
    if (pin.run == present.run) return "";
    const std::shared_ptr<const PastRun> past = past_run(present.past, pin.run);
    if (!past || !present.scene) return "The run of A is not kept any more: pin another moment with P.";
    const Scene &a = *past->record->scene, &b = *present.scene;
    if (a.data->digest != b.data->digest) return "A was trained on other data: only equal data are compared.";
    if (a.data->area_box != b.data->area_box) return "A lies in another box: only equal boxes are compared.";
    if (a.setup.model != b.setup.model || a.setup.companion != b.setup.companion)
        return "A has another model: only equal models are compared.";
    if (a.setup.replicas.size() != b.setup.replicas.size() ||
        a.setup.variants.size() != b.setup.variants.size())
        return "A has another sweep: only equal sweeps are compared.";
    return "";
}

bool MomentOnScreen::is_answered(const Snapshot& present, std::optional<std::int64_t> step) const {
    return std::ranges::all_of(wanted_, [&](ViewRequest request) {
        request.step = step;
        return std::ranges::find(present.views, request, &View::request) != present.views.end();
    });
}

std::optional<std::int64_t> MomentOnScreen::answered_on_the_way(const Snapshot& present) const {
    for (const View& view : present.views)
        if (view.request.step && is_answered(present, view.request.step)) return view.request.step;
    return std::nullopt;
}

void MomentOnScreen::want(std::optional<std::int64_t> moment) {
    if (std::exchange(moment_, moment) != moment) wanted_since_ = std::chrono::steady_clock::now();
}

void MomentOnScreen::log_wait() const {
    const std::chrono::duration<double, std::milli> wait = std::chrono::steady_clock::now() - wanted_since_;
    log(LogLevel::Debug, "time",
        (moment_ ? "step " + std::to_string(*moment_) : std::string("the present")) + " on screen " +
            number_text(wait.count(), 1) + " ms after it was wanted");
}

const Snapshot& MomentOnScreen::show(const Snapshot& present, const ViewState& view) {
    if (key_.run != present.run) {
        shown_.reset();
        wanted_.clear();
    }
    const bool followed = !moment_ && !shown_;
    want(held_at(present, view));
    const Key key{&present, present.run, present.step, present.edits.size(), present.views.size(), moment_};
    const bool is_new = key != std::exchange(key_, key);
    if (followed && !moment_) return present;

    std::optional<std::int64_t> moment = moment_;
    const bool waits = !is_answered(present, moment) && ++waited_ < most_frames_waited;
    if (waits) {
        moment = answered_on_the_way(present);
        if (!shown_) shown_ = std::make_shared<const Snapshot>(present);
        if (!moment) return *shown_;
    }
    const bool waited = !waits && std::exchange(waited_, 0) > 0;
    if (waited) log_wait();
    if (!moment)
        shown_.reset();
    else if (is_new || waited || !shown_)
        shown_ = std::make_shared<const Snapshot>(at_moment(present, *moment));
    return shown_ ? *shown_ : present;
}

void MomentOnScreen::ask(Outbox& outbox) {
    wanted_.clear();
    for (const ViewRequest& request : outbox.wanted_views())
        if (!request.step) wanted_.push_back(request);
    if (moment_) outbox.look_at(*moment_);
}

}  // namespace reweigh
