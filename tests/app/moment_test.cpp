#include "app/moment.h"

#include "app/time_effects.h"
#include "core/figure/replica_style.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace reweigh;

namespace {

LiveParams with_l2(double l2) {
    LiveParams params;
    params.l2 = l2;
    return params;
}

// Epoch 100 of a run with L2 from epoch 10 (step 20) on; replica 0 is held at step 20.
Snapshot edited() {
    Snapshot snapshot = example_snapshot({Replica{}, Replica{0, 4, 1}});
    add_example_steps(snapshot, {1, 10, 20, 100});
    add_example_curves(snapshot, ModelRole::Model, "errors", [](int, double epoch) { return 1000 / epoch; });
    snapshot.live.variants = {with_l2(1e-3)};
    snapshot.edits = {{0, {{with_l2(0)}}}, {20, {{with_l2(1e-3)}}}};
    snapshot.gestures = {20};
    snapshot.health[0].parked_at = 20;
    for (const std::int64_t step : {0, 2, 20, 40, 100})
        snapshot.keyframes.push_back({step, KeyframeReason::Schedule});
    return snapshot;
}

ViewState held(std::int64_t step) {
    ViewState view;
    view.moment = step;
    return view;
}

const ViewRequest model_now{ModelRole::Model, 0, {}, {{-1, -1}, {1, 1}}, 4, 4};

ViewRequest model_at(std::int64_t step) {
    ViewRequest request = model_now;
    request.step = step;
    return request;
}

// Answers `wanted`, with the step as the logit.
void answer(Snapshot& snapshot, std::vector<ViewRequest> wanted) {
    snapshot.views.clear();
    answer_views(snapshot, wanted, [&](const ViewRequest& request, Vec2) {
        return static_cast<double>(request.step.value_or(snapshot.step));
    });
}

// Frames of a window whose only panel wants one view, of now, and says what it sees.
struct Frames {
    double frame(const Snapshot& snapshot) {
        Outbox outbox;
        const Snapshot& moment = screen.show(snapshot, view);
        step = moment.step;
        outbox.want(model_now);
        screen.ask(outbox);
        wanted = outbox.take_views();
        const View* seen = find_view(moment, ModelRole::Model, 0, {}, model_now.world);
        return seen ? static_cast<double>(seen->logits->at(0, 0)) : std::numeric_limits<double>::quiet_NaN();
    }

    MomentOnScreen screen;
    ViewState view;
    std::vector<ViewRequest> wanted;
    std::int64_t step = -1;  // of what was shown
};

}  // namespace

TEST_CASE("the view is held at the nearest keyframe, or at none") {
    const Snapshot snapshot = edited();
    CHECK(!held_at(snapshot, ViewState{}));
    CHECK(held_at(snapshot, held(20)) == 20);
    CHECK(held_at(snapshot, held(29)) == 20);
    CHECK(held_at(snapshot, held(31)) == 40);
    CHECK(held_at(snapshot, held(999'999)) == 100);
    CHECK(!held_at(Snapshot{}, held(3)));
    CHECK(shown_step(snapshot, ViewState{}) == 200);
}

TEST_CASE("a moment is what was trained up to there") {
    const Snapshot present = edited(), before = at_moment(present, 20), after = at_moment(present, 40);
    CHECK(before.step == 20);
    CHECK(before.live.variants[0].l2 == 0);  // an edit of the same step comes after it
    CHECK(before.edits.size() == 1);
    CHECK(before.gestures.empty());
    CHECK(before.readout_steps.size() == 2);
    CHECK(before.curves[0].values.back() == 100);
    CHECK(!before.health[0].parked_at);
    CHECK(after.live.variants[0].l2 == 1e-3);
    CHECK(after.edits.size() == 2);
    CHECK(after.health[0].parked_at == 20);
    CHECK(after.curves[1].values.back() == 50);
    CHECK(after.keyframes == present.keyframes);
    CHECK(at_moment(present, 0).readout_steps.empty());
    CHECK(at_moment(present, 0).live.variants[0].l2 == 0);
    CHECK(shown_moment_live(present, held(20)).variants[0].l2 == 0);
}

TEST_CASE("views of a moment are those of now to a panel") {
    Frames frames;
    Snapshot present = edited();
    answer(present, {model_now});
    CHECK(frames.frame(present) == 200);
    CHECK(frames.wanted.front() == model_now);

    frames.view.moment = 21;
    CHECK(frames.frame(present) == 200);  // until it is answered
    CHECK(frames.wanted.front() == model_at(20));
    Snapshot next = present;
    answer(next, {model_at(20)});
    CHECK(frames.frame(next) == 20);
    CHECK(frames.step == 20);

    frames.view.moment.reset();
    CHECK(frames.frame(next) == 20);
    CHECK(frames.wanted.front() == model_now);
    CHECK(frames.frame(present) == 200);
    CHECK(frames.step == 200);
}

TEST_CASE("a moment that was passed by is shown while the pointer moves on") {
    Frames frames;
    Snapshot present = edited();
    answer(present, {model_now});
    frames.frame(present);
    frames.view.moment = 40;
    frames.frame(present);
    Snapshot next = present;
    answer(next, {model_at(40)});
    frames.view.moment = 20;
    CHECK(frames.frame(next) == 40);
    CHECK(frames.wanted.front() == model_at(20));
}

TEST_CASE("a view that never comes is not waited for, another run not at all") {
    Frames frames;
    Snapshot present = edited();
    answer(present, {model_now});
    frames.frame(present);
    frames.view.moment = 20;
    Snapshot silent = present;
    silent.views.clear();
    for (int i = 0; i < 100; ++i) frames.frame(silent);
    CHECK(std::isnan(frames.frame(silent)));
    CHECK(frames.step == 20);
    Snapshot other = edited();
    other.run = 7;
    frames.view.moment.reset();
    frames.frame(other);
    CHECK(frames.step == 200);
}

TEST_CASE("keys go from keyframe to keyframe and from edit to edit, past the last one to the present") {
    const Snapshot snapshot = edited();
    ViewState view;
    Outbox outbox;
    show_keyframe_before(snapshot, view, outbox);
    CHECK(view.moment == 100);
    show_keyframe_before(snapshot, view, outbox);
    CHECK(view.moment == 40);
    show_edit_before(snapshot, view, outbox);
    CHECK(view.moment == 20);
    show_edit_before(snapshot, view, outbox);
    CHECK(view.moment == 20);
    show_keyframe_after(snapshot, view, outbox);
    CHECK(view.moment == 40);
    show_edit_after(snapshot, view, outbox);
    CHECK(!view.moment);
    show_first_keyframe(snapshot, view, outbox);
    CHECK(view.moment == 0);
    show_keyframe_before(snapshot, view, outbox);
    CHECK(view.moment == 0);
    show_edit_after(snapshot, view, outbox);
    CHECK(view.moment == 20);
    view.moment = 100;
    show_keyframe_after(snapshot, view, outbox);
    CHECK(!view.moment);
    CHECK(outbox.take_commands().empty());
}

TEST_CASE("while points are edited the arrows move the chosen one") {
    const Snapshot snapshot = edited();
    ViewState view;
    Outbox outbox;
    view.points.is_on = true;
    view.points.selected = 0;
    earlier_or_left(snapshot, view, outbox);
    CHECK(!view.moment);
    REQUIRE(view.points.pending);
    CHECK(view.points.pending->at(0).at.x == doctest::Approx(0.49));
    view.points.is_on = false;
    earlier_or_left(snapshot, view, outbox);
    CHECK(view.moment == 100);
}
