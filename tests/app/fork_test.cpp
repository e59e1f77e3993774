#include "app/moment.h"
#include "app/panels/live_draft.h"
#include "app/time_effects.h"
#include "tests/app/panel_stand.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

Live live(double l2, double dropout = 0) {
    Live live;
    live.variants[0].l2 = l2;
    live.variants[0].dropout = dropout;
    return live;
}

// At epoch 100: L2 from epoch 10 (step 20) on.
Snapshot trained() {
    Snapshot snapshot = example_snapshot({Replica{}});
    add_example_steps(snapshot, {1, 10, 100});
    for (const std::int64_t step : {0, 2, 20, 40, 200})
        snapshot.keyframes.push_back({step, KeyframeReason::Schedule});
    snapshot.edits = {{0, live(0)}, {20, live(1e-3)}};
    snapshot.gestures = {20};
    snapshot.live = live(1e-3);
    return snapshot;
}

void dropout_on(LiveParams& params) { params.dropout = 0.5; }

}  // namespace

TEST_CASE("what is changed in the past is kept for a fork, not posted") {
    const Snapshot snapshot = trained();
    ViewState view;
    Outbox outbox;
    view.moment = 2;
    CHECK(shown_live(snapshot, view, outbox) == live(0));
    edit_live(snapshot, view, outbox, dropout_on);
    CHECK(outbox.take_commands().empty());
    CHECK(shown_live(snapshot, view, outbox) == live(0, 0.5));
    CHECK(fork_changes(snapshot, view) == std::vector<std::string>{"dropout"});

    view.moment = 40;  // the change goes along, what else held there stays
    CHECK(shown_live(snapshot, view, outbox) == live(1e-3, 0.5));
    CHECK(fork_changes(snapshot, view) == std::vector<std::string>{"dropout"});
    edit_live(snapshot, view, outbox, [](LiveParams& params) { params.dropout = 0; });
    CHECK(!view.fork);
    CHECK(fork_changes(snapshot, view).empty());

    view.moment.reset();
    edit_live(snapshot, view, outbox, dropout_on);
    CHECK(outbox.take_commands().size() == 1);
}

TEST_CASE("a fork goes on from the moment shown with what the controls show") {
    Snapshot snapshot = trained();
    ViewState view;
    Outbox outbox;
    view.moment = 20;
    edit_live(snapshot, view, outbox, dropout_on);
    fork_here(snapshot, view, outbox);
    auto commands = outbox.take_commands();
    REQUIRE(commands.size() == 1);
    CHECK(std::get<Fork>(commands[0]).step == 20);
    CHECK(std::get<Fork>(commands[0]).live == live(0, 0.5));  // before the edit of that step

    view = {};
    snapshot.status = Running{};
    fork_here(snapshot, view, outbox);
    commands = outbox.take_commands();
    REQUIRE(commands.size() == 2);
    CHECK(std::get<Fork>(commands[0]).step > snapshot.step);  // the present, wherever it is by then
    CHECK(std::get<Fork>(commands[0]).live == live(1e-3));
    CHECK(std::holds_alternative<Run>(commands[1]));
}

TEST_CASE("before the first step there is nothing to fork, pin or replay") {
    const Snapshot snapshot = example_snapshot({Replica{}});
    ViewState view;
    Outbox outbox;
    for (const Effect effect : {fork_here, pin_moment, show_exactly, compare_with_pin}) {
        effect(snapshot, view, outbox);
        CHECK(outbox.take_commands().empty());
        const auto requests = outbox.take_requests();
        REQUIRE(requests.size() == 1);
        CHECK(std::holds_alternative<Say>(requests[0]));
    }
}

TEST_CASE("the controls say what a fork would change, do it or leave it") {
    PanelStand stand(make_controls_panel(), trained(), {300, 900});
    CHECK(!find_widget("Fork"));
    stand.view.moment = 2;
    stand.gui.frames(2);
    CHECK(!find_widget("Fork"));
    stand.gui.click(NullGui::middle("dropout"));
    CHECK(stand.commands.empty());
    REQUIRE(find_widget("Fork"));
    stand.gui.click(NullGui::middle("Fork"));
    const Perform* asked = stand.last_request<Perform>();
    REQUIRE(asked);
    CHECK(asked->action == ActionId::Fork);
    stand.gui.click(NullGui::middle("Discard changes"));
    CHECK(!stand.view.fork);
    CHECK(!find_widget("Fork"));
}

TEST_CASE("a step that was pointed at is asked for exactly") {
    const Snapshot snapshot = trained();
    ViewState view;
    Outbox outbox;
    view.moment = 20;
    view.asked = 27;
    show_exactly(snapshot, view, outbox);
    const auto commands = outbox.take_commands();
    REQUIRE(commands.size() == 1);
    CHECK(std::get<Exact>(commands[0]).step == 27);
    CHECK(held_at(snapshot, view) == 20);  // until it is there
    Snapshot next = snapshot;
    next.keyframes.insert(next.keyframes.begin() + 3, {27, KeyframeReason::Exact});
    CHECK(held_at(next, view) == 27);
}

TEST_CASE("a pin is the moment shown; pinned once more it goes") {
    const Snapshot snapshot = trained();
    ViewState view;
    Outbox outbox;
    view.moment = 20;
    pin_moment(snapshot, view, outbox);
    CHECK(view.comparison.a == Pin{snapshot.run, 20});
    view.moment.reset();
    compare_with_pin(snapshot, view, outbox);
    CHECK(view.comparison.is_split);
    compare_with_pin(snapshot, view, outbox);
    CHECK(!view.comparison.is_split);
    pin_moment(snapshot, view, outbox);
    CHECK(view.comparison.a == Pin{snapshot.run, 200});
    pin_moment(snapshot, view, outbox);
    CHECK(!view.comparison.a);
}
