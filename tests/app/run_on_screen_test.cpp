#include "app/run_on_screen.h"

#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

#include <memory>
#include <utility>

using namespace reweigh;

namespace {

std::shared_ptr<const Snapshot> shown(std::uint64_t run, Status status = Ready{},
                                      std::vector<Replica> replicas = {Replica{}}) {
    Snapshot snapshot = example_snapshot(std::move(replicas));
    snapshot.run = run;
    snapshot.status = std::move(status);
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

Experiment named(const char* id) {
    Experiment experiment;
    experiment.id = id;
    return experiment;
}

}  // namespace

TEST_CASE("the view changes when the new run is on screen, not before") {
    RunOnScreen run;
    ViewState view;
    view.experiment = named("boundary/start");
    view.draft = named("boundary/start");
    const auto before = shown(1);
    run.expect(named("boundary/fig1"), before);
    CHECK_FALSE(run.follow(before, view));
    CHECK(view.experiment.id == "boundary/start");
    CHECK(view.draft);
    CHECK(run.follow(shown(2), view));
    CHECK(view.experiment.id == "boundary/fig1");
    CHECK_FALSE(view.draft);
    CHECK_FALSE(run.is_coming());
}

TEST_CASE("a start that fails changes nothing that is shown, pending points included") {
    RunOnScreen run;
    ViewState view;
    view.experiment = named("boundary/start");
    view.points.pending = std::vector<LabelledPoint>{{{0, 0}, 1, 1}};
    const auto before = shown(1);
    run.expect(named("boundary/fig1"), before);
    CHECK_FALSE(run.follow(shown(1, Failed{"No memory is left."}), view));
    CHECK_FALSE(run.is_coming());
    CHECK(view.experiment.id == "boundary/start");
    CHECK(view.points.pending);
    CHECK_FALSE(run.follow(shown(2), view));  // a reset of the old one
    CHECK(view.experiment.id == "boundary/start");
    CHECK(view.points.pending);
}

TEST_CASE("a new run keeps the replica in focus, else shows the most even weight") {
    RunOnScreen run;
    ViewState view;
    run.follow(shown(1, Ready{}, {{0, -4, 1}, {0, 0, 1}, {0, 4, 1}}), view);
    CHECK(view.focus == 1);
    view.focus = 2;
    run.follow(shown(1, Ready{}, {{0, -4, 1}, {0, 0, 1}, {0, 4, 1}}), view);
    run.follow(shown(2, Ready{}, {{0, 4, 1}, {0, 0, 1}}), view);
    CHECK(view.focus == 0);
    run.follow(shown(3, Ready{}, {{0, 8, 1}, {0, 0, 1}}), view);
    CHECK(view.focus == 1);
}

TEST_CASE("the first live edit ends the hints") {
    RunOnScreen run;
    ViewState view;
    Snapshot snapshot = example_snapshot({Replica{}});
    run.follow(std::make_shared<const Snapshot>(snapshot), view);
    CHECK(view.hints);
    snapshot.gestures = {20};
    run.follow(std::make_shared<const Snapshot>(snapshot), view);
    CHECK_FALSE(view.hints);
}

TEST_CASE("a run that comes back brings its experiment, a fork keeps that of its parent") {
    RunOnScreen run;
    ViewState view;
    view.experiment = named("boundary/start");
    run.follow(shown(1), view);
    const auto with_past = [](std::uint64_t number, std::uint64_t past) {
        Snapshot snapshot = *shown(number);
        snapshot.past = {std::make_shared<const PastRun>(PastRun{past, {}, nullptr})};
        return std::make_shared<const Snapshot>(std::move(snapshot));
    };
    run.expect(named("boundary/fig1"), shown(1));
    CHECK(run.follow(with_past(2, 1), view));
    REQUIRE(view.experiment.id == "boundary/fig1");
    view.draft = named("boundary/fig1");
    view.moment = 4;
    CHECK(run.follow(with_past(1, 2), view));
    CHECK(view.experiment.id == "boundary/start");
    CHECK_FALSE(view.draft);
    CHECK_FALSE(view.moment);
    CHECK_FALSE(run.follow(with_past(3, 1), view));  // a fork
    CHECK(view.experiment.id == "boundary/start");
    CHECK_FALSE(run.follow(with_past(2, 3), view));  // 2 was not kept: nothing is known of it
}

TEST_CASE("a former run that was asked for has come when it is back") {
    RunOnScreen run;
    ViewState view;
    view.experiment = named("boundary/start");
    run.follow(shown(1), view);
    Snapshot reset = *shown(2);
    reset.past = {std::make_shared<const PastRun>(PastRun{1, {}, nullptr})};
    run.follow(std::make_shared<const Snapshot>(reset), view);
    run.expect(named("boundary/start"), std::make_shared<const Snapshot>(reset));
    REQUIRE(run.is_coming());
    CHECK(run.follow(shown(1), view));
    CHECK_FALSE(run.is_coming());
}
