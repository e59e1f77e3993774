#include "app/run_effects.h"

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
    CHECK(stand.outbox.take_commands().empty());
    CHECK(std::get<Say>(stand.outbox.take_requests().front()).sentence.starts_with("10,000 epochs reached."));
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
    const Start start = stand.only_command<Start>();
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

TEST_CASE("continue moves the stop ten times as far and goes on") {
    Stand stand;
    stand.snapshot.stop.epochs = 100;
    stand.act(continue_run);
    const auto commands = stand.outbox.take_commands();
    REQUIRE(commands.size() == 2);
    CHECK(std::get<SetStop>(commands[0]).stop.epochs == 1000);
    CHECK(std::holds_alternative<Run>(commands[1]));
}

TEST_CASE("the UI scale stays between 0.75 and 3") {
    Stand stand;
    for (int i = 0; i < 20; ++i) stand.act(scale_up);
    CHECK(stand.view.ui_scale == 3);
    for (int i = 0; i < 20; ++i) stand.act(scale_down);
    CHECK(stand.view.ui_scale == 0.75);
}
