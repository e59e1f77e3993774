#include "app/run_effects.h"

#include "app/panels/point_draft.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace reweigh;

namespace {

// Two variants x three weights x two seeds, in an order of no help.
std::vector<Replica> sweep() {
    std::vector<Replica> replicas;
    for (const std::uint64_t seed : {2, 1})
        for (const double weight : {0.0, 8.0, -8.0})
            for (const int variant : {0, 1}) replicas.push_back({variant, weight, seed});
    return replicas;
}

struct Stand {
    Snapshot snapshot = example_snapshot(sweep());
    ViewState view;
    Outbox outbox;
    Replica focus() const { return snapshot.scene->setup.replicas[static_cast<std::size_t>(view.focus)]; }
    void act(Effect effect) { effect(snapshot, view, outbox); }
    template <class T>
    T only_request() {
        const auto requests = outbox.take_requests();
        REQUIRE(requests.size() == 1);
        return std::get<T>(requests.front());
    }
    template <class T>
    T only_command() {
        const auto commands = outbox.take_commands();
        REQUIRE(commands.size() == 1);
        return std::get<T>(commands.front());
    }
};

}  // namespace

TEST_CASE("the focus moves along weights and seeds of its own kind and stops at the ends") {
    Stand stand;
    stand.act(focus_weight_before);
    CHECK((stand.focus() == Replica{0, -8, 2}));
    stand.act(focus_weight_before);
    CHECK((stand.focus() == Replica{0, -8, 2}));
    stand.act(focus_weight_after);
    CHECK((stand.focus() == Replica{0, 0, 2}));
    stand.act(focus_seed_before);
    CHECK((stand.focus() == Replica{0, 0, 1}));
    stand.act(focus_seed_after);
    CHECK((stand.focus() == Replica{0, 0, 2}));
}

TEST_CASE("after the last variant comes the first") {
    Stand stand;
    stand.act(focus_variant_after);
    CHECK((stand.focus() == Replica{1, 0, 2}));
    stand.act(focus_variant_after);
    CHECK((stand.focus() == Replica{0, 0, 2}));
}

TEST_CASE("play and pause follow the state of the run") {
    Stand stand;
    stand.act(play_or_pause);
    stand.only_command<Run>();
    stand.snapshot.status = Running{};
    stand.act(play_or_pause);
    stand.only_command<Pause>();
    stand.snapshot.status = Finished{"10,000 epochs reached."};
    stand.act(play_or_pause);
    stand.only_command<Run>();  // goes on, ten times as far
    stand.snapshot.status = Failed{"Out of memory."};
    stand.act(play_or_pause);
    CHECK(stand.outbox.take_commands().empty());
    CHECK(stand.only_request<Say>().sentence == "Out of memory.");
}

TEST_CASE("a dropped file is opened by its extension, the first of several") {
    for (const char* name : {"P.CSV", "p.tsv", "a.json", "b.safetensors", "c.PNG", "d.svg", "e.pdf"}) {
        Stand stand;
        open_dropped({name}, stand.outbox);
        CHECK(stand.only_request<LoadExperiment>().name.ends_with(name));
    }
    Stand stand;
    open_dropped({"a.txt"}, stand.outbox);
    CHECK(stand.only_request<Say>().sentence.starts_with("a.txt is neither"));
    open_dropped({"a.csv", "b.csv", "c.csv"}, stand.outbox);
    const auto requests = stand.outbox.take_requests();
    REQUIRE(requests.size() == 2);
    CHECK(std::get<LoadExperiment>(requests[0]).name.ends_with("a.csv"));
    CHECK(std::get<Say>(requests[1]).sentence == "One file at a time: a.csv is opened, 2 others are not.");
}

TEST_CASE("four presses of - in one frame go down four steps") {
    Stand stand;
    for (int i = 0; i < 4; ++i) stand.act(weight_down);
    const auto commands = stand.outbox.take_commands();
    REQUIRE(commands.size() == 4);
    CHECK(std::get<SetLive>(commands.back()).live.variants.front().importance == -4);
}

TEST_CASE("a reset keeps seed, data and the values of the controls") {
    Stand stand;
    stand.act(switch_l2);
    stand.outbox.take_commands();
    stand.act(reset_run);
    const Start start = stand.only_request<Begin>().start;
    CHECK(start.data == stand.snapshot.scene->data);
    CHECK(start.setup.seed == stand.snapshot.scene->setup.seed);
    CHECK(start.live.variants.front().l2 == 1e-3);
    CHECK(start.edits.empty());
}

TEST_CASE("the next seed moves every replica and derives the learning rate again") {
    Stand stand;
    stand.view.experiment.setup = stand.snapshot.scene->setup;
    stand.view.experiment.live = stand.snapshot.live;
    stand.view.experiment.derives_learning_rate = {true};
    stand.act(reset_next_seed);
    const auto requests = stand.outbox.take_requests();
    const Experiment& next = std::get<Restart>(requests.front()).experiment;
    CHECK(next.setup.seed == 2);
    CHECK(next.setup.replicas.front().seed == 3);
    CHECK(std::isnan(next.live.variants.front().learning_rate));
}

TEST_CASE("points stay pending until a run with them has started; one restart is asked for at a time") {
    Stand stand;
    stand.view.experiment.setup = stand.snapshot.scene->setup;
    stand.view.experiment.live = stand.snapshot.live;
    stand.view.points.is_on = true;
    add_point(stand.view.points, *stand.snapshot.scene->data, {0.2, 0.3}, true);
    stand.snapshot.status = Running{};
    stand.act(apply_points);
    const Restart restart = stand.only_request<Restart>();
    CHECK(std::get<DrawnParams>(restart.experiment.setup.data).points.size() == 9);
    CHECK(restart.after == AfterStart::Wait);
    CHECK(stand.view.points.pending);
    stand.view.is_starting = true;
    stand.act(apply_points);
    CHECK(stand.outbox.take_requests().empty());
}

TEST_CASE("with restart after each edit a running run goes on running") {
    Stand stand;
    stand.view.points.is_on = stand.view.points.restarts = true;
    add_point(stand.view.points, *stand.snapshot.scene->data, {0.2, 0.3}, true);
    stand.snapshot.status = Running{};
    stand.act(apply_points);
    CHECK(stand.only_request<Restart>().after == AfterStart::Train);
}

TEST_CASE("continue goes on after the end") {
    Stand stand;
    stand.act(continue_run);
    stand.only_command<Run>();
}

TEST_CASE("the UI scale stays between 0.75 and 3") {
    Stand stand;
    for (int i = 0; i < 20; ++i) stand.act(scale_up);
    CHECK(stand.view.ui_scale == 3);
    for (int i = 0; i < 20; ++i) stand.act(scale_down);
    CHECK(stand.view.ui_scale == 0.75);
}
