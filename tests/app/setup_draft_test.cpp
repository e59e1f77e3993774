#include "app/panels/setup_draft.h"

#include "core/experiment/sweep.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace reweigh;

TEST_CASE("changes that need a restart are named by their keys") {
    Experiment running, wanted;
    CHECK(restart_changes(running, wanted).empty());
    std::get<MlpParams>(wanted.setup.model).hidden = 128;
    set_sweep(wanted, {0}, 3);
    const auto changes = restart_changes(running, wanted);
    CHECK(changes == std::vector<std::string>{"hidden", "seeds"});
    CHECK(restart_sentence(changes) == "2 changes apply on restart: hidden, seeds");
    CHECK(restart_sentence(std::vector<std::string>{"seed"}) == "1 change applies on restart: seed");
}

TEST_CASE("another kind is one change, not one for each of its members") {
    Experiment running, wanted;
    wanted.setup.data = GaussiansParams{.count = 7, .centre = 1, .spread = 2};
    wanted.setup.model = LogisticRegressionParams{};
    CHECK(restart_changes(running, wanted) == std::vector<std::string>{"data", "model"});
}

TEST_CASE("drawn points count as one change") {
    Experiment running, wanted;
    running.setup.data = wanted.setup.data = DrawnParams{{{{0, 0}, 1, 1}}};
    CHECK(restart_changes(running, wanted).empty());
    std::get<DrawnParams>(wanted.setup.data).points.push_back({{1, 1}, 0, 1});
    CHECK(restart_changes(running, wanted) == std::vector<std::string>{"points"});
}

TEST_CASE("a sweep fills in its replicas, whose seeds count up from the first") {
    Experiment experiment;
    set_sweep(experiment, evenly_spread_weights(3), 2);
    CHECK(experiment.weights == std::vector<double>{-8, 0, 8});
    REQUIRE(experiment.setup.replicas.size() == 6);
    CHECK(experiment.setup.replicas[1] == Replica{0, -8, 2});
    set_first_seed(experiment, 40);
    CHECK(experiment.setup.seed == 40);
    CHECK(experiment.setup.replicas[0] == Replica{0, -8, 40});
    CHECK(experiment.setup.replicas[5] == Replica{0, 8, 41});
    CHECK(evenly_spread_weights(1) == std::vector<double>{0});
    CHECK(evenly_spread_weights(17)[1] == -7);
}

TEST_CASE("a restart keeps the live controls and derives an untouched learning rate again") {
    Experiment experiment;
    experiment.derives_learning_rate = {true};
    Snapshot shown = example_snapshot({Replica{}});
    Live now = shown.live;
    now.variants[0].l2 = 1e-3;
    const Experiment kept = keeping_live(experiment, shown, now);
    CHECK(kept.live.variants[0].l2 == 1e-3);
    CHECK(std::isnan(kept.live.variants[0].learning_rate));
    now.variants[0].learning_rate = 0.5;
    CHECK(keeping_live(experiment, shown, now).live.variants[0].learning_rate == 0.5);
}

TEST_CASE("variants that a restart keeps have their live controls, new ones those of the file") {
    Experiment experiment;
    experiment.variants = {{"plain", {}}, {"l2", {.l2 = 1e-3}}, {"dropout", {.dropout = 0.5}}};
    choose_variants(experiment, {"l2", "plain"});
    CHECK(experiment.live.variants.size() == 2);
    CHECK(experiment.live.variants[0].l2 == 1e-3);
    const Snapshot shown = example_snapshot({Replica{}});  // plain alone
    Live now = shown.live;
    now.variants[0].importance = 3;
    const Experiment kept = keeping_live(experiment, shown, now);
    CHECK(kept.live.variants[0].importance == 0);
    CHECK(kept.live.variants[0].l2 == 1e-3);
    CHECK(kept.live.variants[1].importance == 3);
    set_sweep(experiment, {-4, 4}, 2);
    CHECK(experiment.setup.replicas.size() == 8);
    Experiment before = experiment;
    choose_variants(experiment, {"l2"});
    CHECK(restart_changes(before, experiment) == std::vector<std::string>{"variants"});
}

TEST_CASE("closed groups sum up what they hold") {
    Experiment experiment;
    CHECK(sweep_summary(experiment) == "1 weight \u00d7 1 seed");
    set_sweep(experiment, evenly_spread_weights(5), 9);
    CHECK(sweep_summary(experiment) == "5 weights \u00d7 9 seeds");
    experiment.variants = {{"plain", {}}, {"l2", {}}};
    choose_variants(experiment, {"plain", "l2"});
    set_sweep(experiment, evenly_spread_weights(5), 9);
    CHECK(sweep_summary(experiment) == "90 replicas");
    CHECK(stop_summary(Stop{}) == "stop at 10,000 epochs");
    CHECK(stop_summary(Stop{.epochs = {}, .steps = {}, .errors = 0, .loss = {}}) == "stop at 0 errors");
    CHECK(stop_summary(Stop{.epochs = {}, .steps = {}, .errors = {}, .loss = {}}) == "no stop");
}
