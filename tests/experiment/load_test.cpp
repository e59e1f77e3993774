#include "core/experiment/experiment.h"
#include "tests/support/folder.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

using namespace reweigh;

namespace {

std::string refusal(const Overrides& overrides) {
    return sentence_of([&] { (void)load_experiment("boundary/fig1", overrides); });
}

std::string refusal_of_text(const std::string& text) {
    const TemporaryFolder folder;
    const std::string file = folder.write("x.json", text);
    std::string sentence = sentence_of([&] { (void)load_experiment(file); });
    if (const std::size_t at = sentence.find(file); at != std::string::npos)
        sentence.replace(at, file.size(), "x");
    return sentence;
}

}  // namespace

TEST_CASE("figure 1 is what the paper says") {
    const Experiment fig1 = load_experiment("boundary/fig1");
    CHECK(fig1.title == "Importance weights fade");
    CHECK(fig1.setup.experiment == "boundary/fig1");
    CHECK(std::get<TruncatedNormalParams>(fig1.setup.data) == TruncatedNormalParams{});
    CHECK(std::get<MlpParams>(fig1.setup.model).hidden == 64);
    CHECK(std::holds_alternative<LogisticRegressionParams>(*fig1.setup.companion));
    CHECK(batch_size(fig1.setup) == 8);
    CHECK(fig1.setup.stop == Stop{10'000, {}, {}, {}});
    CHECK(fig1.setup.variants == std::vector<std::string>{"plain"});
    CHECK(fig1.setup.replicas.size() == 45);
    CHECK(fig1.setup.replicas[1] == Replica{0, 8, 2});
    CHECK(fig1.setup.replicas[9] == Replica{0, 4, 1});
    CHECK(fig1.setup.pinned_epochs == std::vector<std::int64_t>{1, 10, 100, 1000, 10'000});
    CHECK(fig1.live.variants.size() == 1);
    CHECK(fig1.derives_learning_rate == std::vector<bool>{true});
    CHECK(fig1.figures.size() == 2);
    CHECK(fig1.figures[0].width_mm == 170);
    CHECK(fig1.claims == std::vector<std::string>{"C1", "C2"});
}

TEST_CASE("the shipped variations differ from figure 1 in what they are about") {
    CHECK(load_experiment("boundary/fig2").live.variants[0].l2 == 0.001);
    CHECK(load_experiment("boundary/fig3").live.variants[0].dropout == 0.5);
    CHECK_FALSE(load_experiment("boundary/fig3").setup.companion);
    CHECK(std::holds_alternative<MoonsParams>(load_experiment("boundary/figA1").setup.data));
    CHECK(std::holds_alternative<GaussiansParams>(load_experiment("boundary/figA2").setup.data));
    CHECK(load_experiment("boundary/batchnorm").live.variants[0].batch_norm);
    CHECK(load_experiment("boundary/start").setup.replicas == std::vector<Replica>{Replica{}});
}

TEST_CASE("the ratio experiment sweeps weights, variants and seeds, a panel per variant") {
    const Experiment ratio = load_experiment("boundary/ratio");
    CHECK(ratio.setup.variants == std::vector<std::string>{"plain", "l2", "dropout", "batchnorm"});
    CHECK(ratio.setup.replicas.size() == 4 * 9 * 9);
    REQUIRE(ratio.figures.size() == 4);
    CHECK(ratio.figures[0].panel_per_variant);
    CHECK(ratio.figures[3].kind == "final");
    CHECK(ratio.figures[3].y == "ratio");
    CHECK(refusal_of_text(R"({"figures": [{"kind": "curves", "name": "a", "panels": "seeds"}]})") ==
          "Parameter \"figures.panels\" in x (line 1) is \"seeds\", expected one of variants.");
    CHECK(
        refusal_of_text(
            R"({"figures": [{"kind": "curves", "name": "a", "panels": "variants", "band": "variants"}]})") ==
        "Figure \"a\" has a panel per variant in x (line 1); its band cannot be over the variants.");
}

TEST_CASE("what --set says holds over the file") {
    const Experiment experiment = load_experiment("boundary/fig1", {{"l2", "0.5"},
                                                                    {"sweep.seeds", "2"},
                                                                    {"sweep.weights", "3"},
                                                                    {"sweep.variants", "plain,l2"},
                                                                    {"seed", "18446744073709551614"},
                                                                    {"data.seed", "4"},
                                                                    {"data.kind", "moons"},
                                                                    {"data.noise", "0.25"},
                                                                    {"companion.kind", "none"},
                                                                    {"optimizer.batch_size", "16"},
                                                                    {"engine", "reference"},
                                                                    {"precision", "bf16"},
                                                                    {"stop.steps", "7"},
                                                                    {"learning_rate", "0.5"}});
    CHECK(experiment.live.variants[0].l2 == 0.5);
    CHECK(experiment.live.variants[1].l2 == 0.001);  // the variant's own
    CHECK(experiment.live.variants[0].learning_rate == 0.5);
    CHECK(experiment.weights == std::vector<double>{-8, 0, 8});
    CHECK(experiment.setup.replicas.size() == 12);
    CHECK(experiment.setup.replicas[1].seed == 18446744073709551615u);
    CHECK(effective_data_seed(experiment.setup) == 4);
    CHECK(std::get<MoonsParams>(experiment.setup.data) == MoonsParams{512, 0.25});
    CHECK_FALSE(experiment.setup.companion);
    CHECK(batch_size(experiment.setup) == 16);
    CHECK(experiment.setup.engine == EngineChoice::Reference);
    CHECK(experiment.setup.precision == Precision::Bf16);
    CHECK(experiment.setup.stop == Stop{10'000, 7, {}, {}});
}

TEST_CASE("weights are a count or a list") {
    const auto weights = [](const std::string& text) {
        return load_experiment("boundary/fig1", {{"sweep.weights", text}}).weights;
    };
    CHECK(weights("1") == std::vector<double>{0});
    CHECK(weights("5") == std::vector<double>{-8, -4, 0, 4, 8});
    CHECK(weights("17").size() == 17);
    CHECK(weights("17")[1] == -7);
    CHECK(weights("-4,") == std::vector<double>{-4});
    CHECK(weights("2.5,-1") == std::vector<double>{2.5, -1});
}

TEST_CASE("wrong --set pairs are command line errors, by their sentences") {
    CHECK_THROWS_AS((void)load_experiment("boundary/fig1", {{"l3", "1"}}), CommandLineError);
    CHECK(refusal({{"l3", "1"}}) == "Unknown parameter \"l3\" on the command line. Did you mean \"l2\"?");
    CHECK(refusal({{"spread", "1"}}) ==
          "Unknown parameter \"spread\" on the command line. Did you mean \"data.spread\"?");
    CHECK(refusal({{"data.spred", "1"}}) ==
          "Unknown parameter \"data.spred\" on the command line. Did you mean \"data.spread\"?");
    CHECK(refusal({{"data.noise", "1"}})
              .starts_with(
                  "Unknown parameter \"data.noise\" on the command line. Known are data.kind, data.count,"));
    CHECK(refusal({{"l2", "0,5"}}) ==
          "Parameter \"l2\" on the command line is \"0,5\", expected a number from 0 to 1.");
    CHECK(refusal({{"l2", "nan"}}) ==
          "Parameter \"l2\" on the command line is nan, expected a number from 0 to 1.");
    CHECK(refusal({{"l2", "0.1"}, {"l2", "0.2"}}) == "Parameter \"l2\" is set twice on the command line.");
    CHECK(refusal({{"l2", "0.1"}, {"live.l2", "0.2"}}) ==
          "Parameter \"live.l2\" is set twice on the command line.");
    CHECK(refusal({{"learning_rate", "fast"}}) ==
          "Parameter \"learning_rate\" on the command line is \"fast\", expected a number from 1e-05 to 10 "
          "or \"1/sigma_max\".");
    CHECK(refusal({{"sweep.seeds", "65"}}) ==
          "Parameter \"sweep.seeds\" on the command line is 65, expected a whole number from 1 to 64.");
    CHECK(refusal({{"sweep.weights", "-4"}})
              .starts_with(
                  "Parameter \"sweep.weights\" on the command line is -4, expected 1, 3, 5, 9, 17 (so many"));
    CHECK(refusal({{"sweep.weights", "4,4"}}) ==
          "Parameter \"sweep.weights\" on the command line names the weight 4 twice.");
    CHECK(refusal({{"sweep.variants", "l1"}}) ==
          "Parameter \"sweep.variants\" on the command line is \"l1\", expected one of plain, l2, dropout, "
          "batchnorm.");
    CHECK(refusal({{"data.kind", "moonz"}}) ==
          "Parameter \"data.kind\" on the command line is \"moonz\", expected one of truncated_normal, "
          "moons, gaussians, soudry, csv, pictures, ten_classes.");
    CHECK(refusal({{"seed", "-1"}}) ==
          "Parameter \"seed\" on the command line is -1, expected a whole number from 0 to "
          "18446744073709551615.");
    CHECK(refusal({{"precision", "fp16"}}) ==
          "Parameter \"precision\" on the command line is \"fp16\", expected one of auto, tf32, fp32, bf16.");
    CHECK(refusal({{"precison", "fp32"}}) ==
          "Unknown parameter \"precison\" on the command line. Did you mean \"precision\"?");
    CHECK(refusal({{"data", "3"}}) == "Parameter \"data\" on the command line is 3, expected a table.");
    CHECK(refusal({{"model.hidden", "0"}}) ==
          "Parameter \"model.hidden\" on the command line is 0, expected a whole number from 1 to 1024.");
}

TEST_CASE("seeds that would count beyond the largest are refused where the first was written") {
    CHECK(refusal({{"seed", "18446744073709551615"}, {"sweep.seeds", "2"}}) ==
          "Parameter \"seed\" on the command line is 18446744073709551615, expected a whole number from 0 to "
          "18446744073709551614, as sweep.seeds is 2.");
    CHECK(refusal({{"seed", "18446744073709551615"}, {"sweep.seeds", "1"}}) == "no error");
    CHECK(refusal_of_text("{\n\"seed\": 18446744073709551553,\n\"sweep\": {\"seeds\": 64}}") ==
          "Parameter \"seed\" in x (line 2) is 18446744073709551553, expected a whole number from 0 to "
          "18446744073709551552, as sweep.seeds is 64.");
    CHECK(refusal_of_text("{\"seed\": 18446744073709551552, \"sweep\": {\"seeds\": 64}}") == "no error");
}

TEST_CASE("wrong files are refused by sentences that name the line") {
    CHECK(refusal_of_text("{\n\"live\": {\n\"l3\": 1}}") ==
          "Unknown parameter \"l3\" in x (line 3). Did you mean \"l2\"?");
    CHECK(refusal_of_text("{\n\"l2\": 1}") ==
          "Unknown parameter \"l2\" in x (line 2). Did you mean \"live.l2\"?");
    CHECK(refusal_of_text("{\"extends\":\"boundary/base\",\n\"data\":{\"spred\":1}}") ==
          "Unknown parameter \"data.spred\" in x (line 2). Did you mean \"data.spread\"?");
    CHECK(refusal_of_text("{\n\"edits\":[\n{\"l2\":0}]}") == "An edit in x (line 3) has no \"step\".");
    CHECK(
        refusal_of_text("{\"edits\":[{\"step\":9},\n{\"step\":8}]}")
            .starts_with("Parameter \"edits.step\" in x (line 2) is 8, expected a whole number from 9 to "));
    CHECK(refusal_of_text("{\"figures\":[{\"kind\":\"pie\",\"name\":\"a\"}]}") ==
          "Parameter \"figures.kind\" in x (line 1) is \"pie\", expected one of paper_grid, curves, stage, "
          "overview, final, fan.");
    CHECK(refusal_of_text("{\"figures\":[{\"kind\":\"curves\",\"name\":\"../a\"}]}") ==
          "Parameter \"figures.name\" in x (line 1) is \"../a\", expected the beginning of a file name.");
    CHECK(refusal_of_text("{\"sweep\":{\"seeds\":1.5}}") ==
          "Parameter \"sweep.seeds\" in x (line 1) is 1.5, expected a whole number from 1 to 64.");
    CHECK(refusal_of_text(
              "{\"variants\":{\"a\":{\"weights\":17},\"b\":{\"weights\":17}},\"sweep\":{\"seeds\":64}}") ==
          "no error");
    std::string many;
    for (int i = 0; i < 4; ++i) many += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":{}";
    CHECK(refusal_of_text("{\"variants\":{" + many + "},\"sweep\":{\"weights\":17,\"seeds\":64}}") ==
          "The sweep has 4352 replicas, expected at most 4096.");
}

TEST_CASE("an experiment that does not exist is answered with the nearest") {
    CHECK(sentence_of([] { (void)load_experiment("boundary/fig9"); }) ==
          "There is no experiment \"boundary/fig9\". Did you mean \"boundary/fig1\"?");
    CHECK(sentence_of([] { (void)load_experiment("/nowhere/x.json"); }) == "/nowhere/x.json: no such file.");
}

TEST_CASE("extends follows files beside the file, and a circle or a long chain is named") {
    const TemporaryFolder folder;
    const std::string circle = folder.write("a.json", R"({"extends": "b.json"})");
    const std::string b = folder.write("b.json", R"({"extends": "a.json"})");
    CHECK(sentence_of([&] { (void)load_experiment(circle); }) ==
          circle + " extends " + b + " extends " + circle + ": this goes in a circle.");
    folder.write("1.json", R"({"extends": "boundary/fig2", "data": {"kind": "csv", "file": "points.csv"}})");
    for (int i = 2; i <= 7; ++i)
        folder.write(std::to_string(i) + ".json", "{\"extends\": \"" + std::to_string(i - 1) + ".json\"}");
    const Experiment chained = load_experiment((folder.path / "5.json").string());  // 5 + fig2, fig1, base
    CHECK(chained.live.variants[0].l2 == 0.001);
    CHECK(std::get<CsvParams>(chained.setup.data).file == (folder.path / "points.csv").string());
    CHECK(sentence_of([&] {
              (void)load_experiment((folder.path / "6.json").string());
          }).ends_with("boundary/fig2 extends boundary/fig1 extends boundary/base: more than 8 files."));
}

TEST_CASE("edits build on the live parameters before them") {
    const TemporaryFolder folder;
    const std::string file = folder.write("e.json", R"({"extends": "boundary/base",
        "sweep": {"variants": ["plain", "l2"]},
        "edits": [{"step": 5, "importance": -4}, {"step": 9, "dropout": 0.25, "variant": "l2"},
                  {"step": 9, "learning_rate": 0.5}]})");
    const Experiment experiment = load_experiment(file);
    REQUIRE(experiment.edits.size() == 2);
    CHECK(experiment.edits[0].step == 5);
    CHECK(experiment.edits[0].live.variants[1].importance == -4);
    CHECK(experiment.edits[0].live.variants[1].l2 == 0.001);
    CHECK(std::isnan(experiment.edits[0].live.variants[0].learning_rate));
    CHECK(experiment.edits[1].live.variants[0].dropout == 0);
    CHECK(experiment.edits[1].live.variants[1].dropout == 0.25);
    CHECK(experiment.edits[1].live.variants[0].learning_rate == 0.5);
}

TEST_CASE("edits of a file take the place of the experiment's") {
    const TemporaryFolder folder;
    Experiment experiment = load_experiment("boundary/start");
    load_edits(folder.write("edits.json", R"({"edits": [{"step": 3, "batch_norm": true}]})"), experiment);
    REQUIRE(experiment.edits.size() == 1);
    CHECK(experiment.edits[0].live.variants[0].batch_norm);
    CHECK(sentence_of([&] {
              load_edits(folder.write("none.json", "{}"), experiment);
          }).ends_with("none.json has no \"edits\"."));
}

TEST_CASE("the user's folder adds experiments and cannot shadow a shipped one") {
    const TemporaryFolder folder;
    ::setenv("REWEIGH_HOME", folder.path.c_str(), 1);
    folder.write("experiments/mine/one.json", R"({"extends": "boundary/base", "title": "Mine"})");
    folder.write("experiments/mine/broken.json", "{");
    folder.write("experiments/boundary/fig1.json", R"({"title": "Shadow"})");
    CHECK(load_experiment("mine/one").title == "Mine");
    CHECK(load_experiment("boundary/fig1").title == "Importance weights fade");
    std::vector<std::string> ids;
    for (const ExperimentEntry& entry : list_experiments()) ids.push_back(entry.id);
    CHECK(ids == std::vector<std::string>{"boundary/base",      "boundary/batchnorm", "boundary/fig1",
                                          "boundary/fig2",      "boundary/fig3",      "boundary/figA1",
                                          "boundary/figA2",     "boundary/ratio",     "boundary/start",
                                          "images/base",        "images/fig4",        "images/fig4-small",
                                          "images/fig5",        "images/fig5-small",  "images/figA3",
                                          "images/figA3-small", "images/figA4",       "images/figA4-small",
                                          "images/figA5",       "images/figA5-small", "images/figA6",
                                          "images/figA6-small", "images/figA7",       "images/figA7-small",
                                          "images/figA8",       "images/figA8-small", "images/figA9",
                                          "images/figA9-small", "images/lobes",       "mine/one"});
    ::unsetenv("REWEIGH_HOME");
}

TEST_CASE("prepare makes the data and the learning rate of Byrd and Lipton") {
    const Start start = prepare(load_experiment("boundary/fig1"));
    REQUIRE(start.data);
    CHECK(start.data->size() == 1024);
    CHECK(start.data->sigma_max == doctest::Approx(22.3307).epsilon(1e-5));
    CHECK(start.live.variants[0].learning_rate == doctest::Approx(1 / 22.3307).epsilon(1e-5));
    const Start set = prepare(load_experiment("boundary/fig1", {{"learning_rate", "0.25"}}));
    CHECK(set.live.variants[0].learning_rate == 0.25);
}

TEST_CASE("the images lab trains the paper's network on cats and dogs, the small one less of it") {
    const Experiment fig4 = load_experiment("images/fig4"), fig4_small = load_experiment("images/fig4-small");
    CHECK(std::get<PicturesParams>(fig4.setup.data) == PicturesParams{});
    CHECK(std::get<CnnParams>(fig4.setup.model) == CnnParams{});
    CHECK_FALSE(fig4.setup.companion);
    CHECK(batch_size(fig4.setup) == 16);
    CHECK(fig4.live.variants[0].learning_rate == 0.1);
    CHECK(fig4.setup.replicas.size() == 3 * 17 * 9);
    CHECK(fig4.setup.stop.epochs == 1'000);
    CHECK(std::get<PicturesParams>(fig4_small.setup.data).train == 500);
    CHECK(std::get<CnnParams>(fig4_small.setup.model).filters == 16);
    CHECK(fig4_small.live.variants[0].weight_scale == WeightScale::Mean);
    CHECK(fig4.setup.caption.empty());
    CHECK(fig4_small.setup.caption.starts_with("Small version: "));
    CHECK(fig4_small.setup.readouts ==
          std::vector<std::string>{"ratio",  "margin",      "errors",      "loss",     "objective",
                                   "norm",   "ratio_other", "ratio_noise", "accuracy", "accuracy_train",
                                   "logit",  "norm_last",   "norm_1",      "norm_2",   "norm_3",
                                   "norm_4", "norm_5",      "norm_6",      "norm_7",   "norm_8"});
}

TEST_CASE("pictures have no edges to draw, and no read-outs of the plane") {
    const auto refusal_of = [](const std::string& rest) {
        return refusal_of_text("{ \"extends\": \"images/fig4\", " + rest + " }");
    };
    CHECK(refusal_of("\"readouts\": [\"area\"]").find("\"area\"") != std::string::npos);
    CHECK(refusal_of("\"figures\": [{ \"kind\": \"stage\", \"name\": \"x\" }]").find("\"stage\"") !=
          std::string::npos);
    CHECK(refusal_of_text("{ \"extends\": \"boundary/fig1\", \"readouts\": [\"ratio_noise\"] }")
              .find("\"ratio_noise\"") != std::string::npos);
}

TEST_CASE("the CNN has no batch norm to switch on") {
    const Overrides overrides{{"batch_norm", "true"}, {"data.stand_in", "true"}, {"data.train", "2"},
                              {"data.test", "1"},     {"data.other", "0"},       {"data.noise", "0"},
                              {"model.filters", "2"}};
    CHECK(sentence_of([&] { (void)prepare(load_experiment("images/fig4", overrides)); }) ==
          "The CNN has no batch norm.");
}
