#include "core/experiment/resolved.h"

#include "core/config/json.h"
#include "tests/support/folder.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace reweigh;

namespace {

std::string text_of(const Experiment& experiment) { return to_json(resolved_node(experiment)); }

Experiment read_back(const Experiment& experiment) {
    return experiment_from(read_json(text_of(experiment), "recipe"));
}

bool same_live(const Live& a, const Live& b) {
    for (std::size_t i = 0; i < a.variants.size(); ++i) {
        LiveParams left = a.variants[i], right = b.variants[i];
        if (std::isnan(left.learning_rate) != std::isnan(right.learning_rate)) return false;
        if (std::isnan(left.learning_rate)) left.learning_rate = right.learning_rate = 0;
        if (left != right) return false;
    }
    return a.variants.size() == b.variants.size();
}

void check_same(const Experiment& a, const Experiment& b) {
    CHECK(b.id == a.id);
    CHECK(b.title == a.title);
    CHECK(b.source == a.source);
    CHECK(b.claims == a.claims);
    CHECK(b.weights == a.weights);
    CHECK(b.seeds == a.seeds);
    CHECK(b.derives_learning_rate == a.derives_learning_rate);
    CHECK(b.setup.experiment == a.setup.experiment);
    CHECK(b.setup.data == a.setup.data);
    CHECK(b.setup.data_seed == a.setup.data_seed);
    CHECK(b.setup.model == a.setup.model);
    CHECK(b.setup.companion == a.setup.companion);
    CHECK(b.setup.optimizer == a.setup.optimizer);
    CHECK(b.setup.engine == a.setup.engine);
    CHECK(b.setup.precision == a.setup.precision);
    CHECK(b.setup.seed == a.setup.seed);
    CHECK(b.setup.variants == a.setup.variants);
    CHECK(b.setup.replicas == a.setup.replicas);
    CHECK(b.setup.readouts == a.setup.readouts);
    CHECK(b.setup.pinned_epochs == a.setup.pinned_epochs);
    CHECK(b.setup.stop == a.setup.stop);
    CHECK(same_live(b.live, a.live));
    REQUIRE(b.edits.size() == a.edits.size());
    for (std::size_t i = 0; i < a.edits.size(); ++i) {
        CHECK(b.edits[i].step == a.edits[i].step);
        CHECK(same_live(b.edits[i].live, a.edits[i].live));
    }
    CHECK(text_of(b) == text_of(a));
}

}  // namespace

TEST_CASE("every shipped experiment comes back from its resolved table") {
    for (const ExperimentEntry& entry : list_experiments()) {
        CAPTURE(entry.id);
        const Experiment experiment = load_experiment(entry.id);
        const Experiment back = read_back(experiment);
        check_same(experiment, back);
        REQUIRE(back.figures.size() == experiment.figures.size());
        for (std::size_t i = 0; i < back.figures.size(); ++i) {
            CHECK(back.figures[i].kind == experiment.figures[i].kind);
            CHECK(back.figures[i].y == experiment.figures[i].y);
            CHECK(back.figures[i].epochs == experiment.figures[i].epochs);
            CHECK(back.figures[i].panel_per_variant == experiment.figures[i].panel_per_variant);
            CHECK(back.figures[i].band == experiment.figures[i].band);
        }
    }
}

TEST_CASE("a resolved table keeps variants with weights of their own, edits and rates to be derived") {
    const TemporaryFolder folder;
    const std::string file = folder.write("own.json", R"({"extends": "boundary/base",
        "variants": {"plain": {}, "l2": {"l2": 0.001, "weights": [2, -0.25]}, "fast": {"learning_rate": 0.1}},
        "sweep": {"weights": [1, 0], "seeds": 3, "variants": ["plain", "fast", "l2"]},
        "readouts": ["errors"], "stop": {"loss": 0.001}, "seed": 18446744073709551000,
        "data": {"kind": "moons", "seed": 7, "noise": 0.30000000000000004},
        "edits": [{"step": 5, "importance": -4}, {"step": 9, "variant": "l2", "l2": 0},
                  {"step": 9, "variant": "fast", "dropout": 0.5}, {"step": 12, "importance": -4}]})");
    const Experiment experiment = load_experiment(file);
    REQUIRE(experiment.edits.size() == 3);
    check_same(experiment, read_back(experiment));
}

TEST_CASE("a resolved table keeps scripted edits of what weights act on and of the class they are of") {
    const TemporaryFolder folder;
    Experiment pictures = load_experiment("images/lobes");
    load_edits(folder.write("pictures.json", R"({"edits": [{"step": 24, "weighting": "sampling"},
        {"step": 48, "weighting": "balanced_sampling", "variant": "l2"}, {"step": 60, "weighting": "loss"}]})"),
               pictures);
    REQUIRE(pictures.edits.size() == 3);
    CHECK(pictures.edits[1].live.variants[0].weighting == Weighting::Sampling);
    CHECK(pictures.edits[1].live.variants[1].weighting == Weighting::BalancedSampling);
    check_same(pictures, read_back(pictures));
    Experiment classes = load_experiment("images/fig5-small");
    load_edits(folder.write("classes.json", R"({"edits": [{"step": 7, "target_class": 4},
        {"step": 9, "target_class": 9, "variant": "dog"}]})"),
               classes);
    REQUIRE(classes.edits.size() == 2);
    CHECK(classes.edits[1].live.variants[5].target_class == 9);
    CHECK(classes.edits[1].live.variants[0].target_class == 4);
    check_same(classes, read_back(classes));
}

TEST_CASE("a resolved table holds points drawn by hand to the bit") {
    Experiment experiment = load_experiment("boundary/start");
    experiment.setup.data = DrawnParams{{{{0.1, -1e-17}, 1, 0.3}, {{-1.0 / 3, 12345.678}, 0, 1}}};
    check_same(experiment, read_back(experiment));
    CHECK(prepare(read_back(experiment)).data->digest == prepare(experiment).data->digest);
}

TEST_CASE("the log of a run becomes start and edits of its experiment") {
    Experiment experiment = load_experiment("boundary/start");
    Start start = prepare(experiment);
    std::vector<Edit> log{{0, start.live}, {3, start.live}};
    log[1].live.variants[0].l2 = 1e-3;
    const Experiment logged = read_back(with_log(experiment, log));
    CHECK(logged.live == log[0].live);
    CHECK(logged.derives_learning_rate == std::vector<bool>{false});
    CHECK(logged.edits == std::vector<Edit>{log[1]});
}

TEST_CASE("a resolved table that is not one is refused by its place") {
    const auto refused = [](const std::string& text) {
        return sentence_of([&] { (void)experiment_from(read_json(text, "recipe")); });
    };
    CHECK(refused("{}") == "The recipe in recipe (line 1) has no \"experiment\".");
    CHECK(
        refused(R"({"experiment": "a", "data": {"kind": "points", "points": [[1, 2, 3]]}})") ==
        "Parameter \"data.points\" in recipe (line 1) is a list, expected lists of x, y, label and weight.");
    CHECK(refused(R"({"experiment": "a", "data": {"kind": "points", "points": [[1, 2, 2, 1]]}})") ==
          "Parameter \"data.points\" in recipe (line 1) is 2, expected a whole number from 0 to 1.");
    CHECK(refused(R"({"experiment": "a", "l3": 1})").starts_with("Unknown parameter \"l3\" in recipe"));
}
