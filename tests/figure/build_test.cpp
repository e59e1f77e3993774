#include "core/base/error.h"
#include "core/figure/describe.h"
#include "core/figure/recording_canvas.h"
#include "core/figure/spec.h"
#include "tests/support/example_snapshot.h"
#include "tests/support/golden.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

FigureSpec grid_spec() {
    FigureSpec spec;
    spec.kind = "paper_grid";
    spec.name = "fig1";
    spec.title = "Importance weights fade";
    spec.epochs = {1, 10, 100};
    spec.layers = {"surface:model", "points", "edge:model", "edge:companion", "max_margin"};
    spec.width_mm = 170;
    return spec;
}

// Trained for 10 of 100 epochs; two seeds of each weight.
Snapshot half_trained() {
    Snapshot snapshot = example_snapshot({{0, -4, 1}, {0, -4, 2}, {0, 4, 1}, {0, 4, 2}});
    add_example_steps(snapshot, {0, 1, 10});
    const auto sign = [](int replica) { return replica < 2 ? 1.0 : -1.0; };
    const auto offset = [sign](int replica, double epoch) {
        return sign(replica) * (replica % 2 == 0 ? 0.5 : 0.7) / (1 + epoch);
    };
    const auto errors = [](int replica, double epoch) { return epoch < 10 ? 2.0 + replica : 0.0; };
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion}) {
        add_example_curves(snapshot, role, "offset", offset);
        add_example_curves(snapshot, role, "errors", errors);
    }
    std::vector<ViewRequest> answered;
    for (const ViewRequest& view : views_needed(grid_spec(), *snapshot.scene, {}))
        if (*view.step <= snapshot.step) answered.push_back(view);
    for (ViewRequest& view : answered) view.width = view.height = 2;
    answer_views(snapshot, answered, [](const ViewRequest& request, Vec2 p) {
        return p.x + p.y - (request.role == ModelRole::Model ? 0.25 : 0.5);
    });
    return snapshot;
}

// The same run, as if it were of pictures.
Snapshot of_pictures() {
    Snapshot snapshot = half_trained();
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    auto data = std::make_shared<Dataset>(*scene->data);
    data->width = 3 * 32 * 32;
    data->evaluation = {{"test", std::vector<float>(2 * 3 * 32 * 32), {0, 1}}};
    scene->data = data;
    scene->separator.reset();
    scene->setup.data = PicturesParams{};
    scene->setup.model = CnnParams{.filters = 16, .dense = 64, .last = 16, .initial = InitialLaw::He};
    snapshot.scene = scene;
    return snapshot;
}

std::string note_of(const Snapshot& snapshot) {
    FigureSpec spec;
    spec.kind = "curves";
    spec.name = "ratio";
    spec.y = "errors";
    return build(spec, snapshot, {}).note;
}

std::vector<FigureRow> rows_of(const Figure& figure, const std::string& panel, const std::string& seed) {
    std::vector<FigureRow> found;
    std::ranges::copy_if(figure.rows, std::back_inserter(found),
                         [&](const FigureRow& row) { return row.panel == panel && row.seed == seed; });
    return found;
}

}  // namespace

TEST_CASE("a paper grid asks for the first seed of each weight at each epoch") {
    const Snapshot snapshot = half_trained();
    const auto views = views_needed(grid_spec(), *snapshot.scene, {});
    CHECK(views.size() == 2 * 3 * 2);
    CHECK(views[0].replica == 2);  // 16:1 stands above 1:16
    CHECK(*views[0].step == 2);
    CHECK(views.back().replica == 0);
    CHECK(*views.back().step == 200);
}

TEST_CASE("a paper grid has a row per weight, a column per epoch, and grey cells before their epoch") {
    const Figure figure = build(grid_spec(), half_trained(), {});
    REQUIRE(figure.panels.size() == 6);
    CHECK(figure.size.x == doctest::Approx(170 * 72 / 25.4));
    const auto words = [&](const std::string& text) {
        const auto found = std::ranges::find(figure.words, text, &Words::text);
        return found == figure.words.end() ? Vec2{-1, -1} : found->at;
    };
    CHECK(words("epoch 1").x == doctest::Approx(figure.panels[0].plot.center().x));
    CHECK(words("epoch 100").x == doctest::Approx(figure.panels[2].plot.center().x));
    CHECK(words("epoch 100").y < figure.panels[0].plot.min.y);
    for (const auto& [name, cell] : {std::pair{"16:1", 0}, {"1:16", 3}}) {
        const Rect plot = figure.panels[static_cast<std::size_t>(cell)].plot;
        CHECK(words(name).x < plot.min.x);
        CHECK((words(name).y > plot.min.y && words(name).y < plot.max.y));
    }
    CHECK(figure.panels[1].empty_note.empty());
    CHECK(figure.panels[2].empty_note == "epoch 100");
    CHECK(figure.panels[2].layers.empty());
    for (const PanelPicture& panel : figure.panels) {
        CHECK(panel.plot.min.x >= 0);
        CHECK(panel.plot.max.x <= figure.size.x);
        CHECK(panel.plot.max.y < figure.size.y);
        CHECK(panel.plot.width() == doctest::Approx(panel.plot.height()));
    }
}

TEST_CASE("a cell says errors and offset of both models") {
    const Figure figure = build(grid_spec(), half_trained(), {});
    const auto& captions = figure.panels[3].captions;
    REQUIRE(captions.size() == 2);
    CHECK(captions[0].left == "MLP 2");
    CHECK(captions[0].right == "+0.250");
    CHECK(captions[1].left == "LR 2");
    CHECK(figure.panels[0].captions[0].right == "\u22120.250");
}

TEST_CASE("a cell whose edge does not cross the axis names the side that has all of it") {
    Snapshot snapshot = half_trained();
    snapshot.curves.clear();
    add_example_curves(snapshot, ModelRole::Model, "offset", [](int, double) { return std::nan(""); });
    add_example_curves(snapshot, ModelRole::Model, "area",
                       [](int replica, double) { return replica < 2 ? 0.0 : 1.0; });
    const Figure figure = build(grid_spec(), snapshot, {});
    CHECK(figure.panels[0].captions.at(0).right == "all +");
    CHECK(figure.panels[3].captions.at(0).right == "all \u2212");
}

TEST_CASE("a figure's rows hold every seed, mean and standard deviation at full precision") {
    const Figure figure = build(grid_spec(), half_trained(), {});
    const std::string panel = "1:16, epoch 10";
    const auto first = rows_of(figure, panel, "1"), mean = rows_of(figure, panel, "mean"),
               deviation = rows_of(figure, panel, "std");
    REQUIRE(first.size() == 4);  // offset and errors of MLP and LR
    REQUIRE(mean.size() == 4);
    CHECK(first[0].value == 0.5 / 11);
    CHECK(first[0].series == "mlp");
    CHECK(first[0].name == "offset");
    CHECK(first[0].variant == "plain");
    CHECK(first[0].weight == -4);
    CHECK(first[0].step == 20);
    CHECK(first[0].epoch == 10);
    CHECK(mean[0].value == doctest::Approx(0.6 / 11));
    CHECK(deviation[0].value == doctest::Approx(std::sqrt(2 * 0.1 * 0.1) / 11));
    CHECK(first[2].series == "lr");
    CHECK(rows_of(figure, "1:16, epoch 100", "1").empty());
}

TEST_CASE("a footnote names reduction, L2 convention, initial weights, rate, seeds and data") {
    Snapshot snapshot = half_trained();
    snapshot.edits[0].live.variants[0].l2 = 1e-3;
    snapshot.health[1].parked_at = 4;
    const std::string note = build(grid_spec(), snapshot, {}).note;
    for (const char* part : {"Reduction R0", "mean of w l", "L2 1e-3", "\u03bb/2", "U(\u00b11/\u221afan_in)",
                             "learning rate 0.045", "batch 4", "Seeds 1 to 2", "eight points",
                             "SHA-256 0123456789ab.", "1:16, seed 2 became non-finite at epoch 2"})
        CHECK_MESSAGE(note.find(part) != std::string::npos, part);
    for (const char* part : {"Not separable", "Dropout", "Batch norm"})
        CHECK_MESSAGE(note.find(part) == std::string::npos, part);
    snapshot.edits[0].live.variants[0].dropout = 0.5;
    snapshot.edits[0].live.variants[0].batch_norm = true;
    CHECK(build(grid_spec(), snapshot, {}).note.find("0.045. Dropout 0.5. Batch norm. Seeds") !=
          std::string::npos);
}

TEST_CASE("a footnote names the precision of the GPU that trained") {
    Snapshot snapshot = half_trained();
    CHECK(build(grid_spec(), snapshot, {}).note.find("GPU") == std::string::npos);
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->gpu_precision = Precision::Tf32;
    snapshot.scene = scene;
    CHECK(build(grid_spec(), snapshot, {}).note.find(" Trained on a GPU in tf32.") != std::string::npos);
}

TEST_CASE("a footnote of pictures names the network, the classes and what was asked about") {
    const std::string note = note_of(of_pictures());
    for (const char* part :
         {"CNN: filters 16, 16, 32, 32, 32, not padded, dense 64, 16.",
          "Initial weights U(\u00b1\u221a(6/fan_in)), biases 0.",
          "8 pictures of class 3 (\u2212) and class 5 (+), normalised; ratios are of 2 test "
          "pictures, 0 of other classes, 0 random ones"})
        CHECK_MESSAGE(note.find(part) != std::string::npos, part);
    for (const char* part : {"Not separable", "logistic regression"})
        CHECK_MESSAGE(note.find(part) == std::string::npos, part);
}

TEST_CASE("a footnote begins with the caption, and says what was done to the pictures") {
    Snapshot snapshot = of_pictures();
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.caption = "Small version.";
    auto data = std::make_shared<Dataset>(*scene->data);
    data->class_names = {"airplane", "automobile", "bird", "cat", "deer", "dog"};
    scene->data = data;
    auto& params = std::get<PicturesParams>(scene->setup.data);
    params.flips = 0.3;
    params.keep_positive = 0.25;
    snapshot.scene = scene;
    const std::string note = note_of(snapshot);
    CHECK(note.starts_with("Small version. Reduction "));
    CHECK(note.find("8 pictures of cat (\u2212) and dog (+), 30 % of the labels flipped, 25 % of dog kept, "
                    "normalised") != std::string::npos);
}

TEST_CASE(
    "a footnote of pictures says in a sentence which models have no training errors, and from when on") {
    Snapshot snapshot = of_pictures();
    const auto with_accuracies = [&](std::vector<std::string> variants, const ExampleCurve& accuracy) {
        Snapshot changed = snapshot;
        auto scene = std::make_shared<Scene>(*snapshot.scene);
        changed.live.variants.resize(variants.size());
        changed.edits = {{0, changed.live}};
        scene->setup.variants = std::move(variants);
        for (std::size_t i = 0; i < scene->setup.replicas.size(); ++i)
            scene->setup.replicas[i].variant = static_cast<int>(i % scene->setup.variants.size());
        changed.scene = scene;
        add_example_curves(changed, ModelRole::Model, "accuracy_train", accuracy);
        return note_of(changed);
    };
    const auto early = [](int replica, double epoch) { return epoch >= (replica < 2 ? 1 : 10) ? 1 : 0.5; };
    CHECK(with_accuracies({"plain"}, [](int, double) { return 0.75; }).find("raining errors") ==
          std::string::npos);
    CHECK(
        with_accuracies({"plain"}, early).find(". No training errors: 4 of 4 models, from epoch 1 to 10.") !=
        std::string::npos);
    CHECK(with_accuracies({"plain", "l2"}, early)
              .find(". No training errors: 2 of 2 models of plain, from epoch 1 to 10; 2 of 2 models of l2, "
                    "from epoch 1 to 10.") != std::string::npos);
    CHECK(with_accuracies({"plain", "l2"}, [](int replica, double) {
              return replica == 1 ? 1 : 0.5;
          }).find(". No training errors: 1 of 2 models of l2, from epoch 0.") != std::string::npos);
    CHECK(with_accuracies({"a", "b", "c", "d"}, early)
              .find(". No training errors: 4 of 4 models, from epoch 1 to 10.") != std::string::npos);
}

TEST_CASE("a curves figure has one plot and the numbers of every step") {
    FigureSpec spec;
    spec.kind = "curves";
    spec.name = "fig1-offset";
    spec.y = "offset";
    const Figure figure = build(spec, half_trained(), {});
    REQUIRE(figure.panels.size() == 1);
    CHECK(figure.panels[0].title == "Offset");
    CHECK(figure.rows.size() == 2 * 2 * 3 * 4);  // models, weights, steps, (2 seeds, mean, std)
    CHECK(figure.legend.size() == 3);
    CHECK(views_needed(spec, *half_trained().scene, {}).empty());
}

TEST_CASE("a curves figure's axis reaches the ends of its lines") {
    Snapshot snapshot = half_trained();
    snapshot.curves.clear();
    add_example_curves(snapshot, ModelRole::Model, "offset",
                       [](int replica, double) { return replica < 2 ? 0.68 : -0.68; });
    FigureSpec spec;
    spec.kind = "curves";
    const Axis y = build(spec, snapshot, {}).panels[0].y;
    CHECK(y.high == doctest::Approx(1.08 * 0.8));  // 4 % of the range at both ends
    CHECK(y.low == doctest::Approx(-1.08 * 0.8));
}

TEST_CASE("a stage figure shows the focus with legend and its state in words") {
    FigureSpec spec;
    spec.kind = "stage";
    Snapshot snapshot = half_trained();
    snapshot.views.clear();
    answer_views(snapshot, views_needed(spec, *snapshot.scene, {.focus = 2}),
                 [](const ViewRequest&, Vec2 p) { return p.x + p.y; });
    const Figure figure = build(spec, snapshot, {.focus = 2});
    REQUIRE(figure.panels.size() == 1);
    CHECK(std::holds_alternative<SurfaceLayer>(figure.panels[0].layers.front()));
    CHECK(figure.description.find("weight 16:1") != std::string::npos);
    CHECK_FALSE(figure.rows.empty());
    CHECK(figure.panels[0].title == "16:1");
    CHECK(figure.panels[0].values.at(0).value == "10");
    CHECK(figure.panels[0].captions.size() == 2);
}

TEST_CASE("a figure names the facts that its numbers came from") {
    const Figure figure = build(grid_spec(), half_trained(), {});
    const auto fact = [&](std::string_view name) {
        const auto found = std::ranges::find(figure.facts, name, &FigureFact::name);
        return found == figure.facts.end() ? std::string() : found->value;
    };
    CHECK(fact("experiment") == "test/example");
    CHECK(fact("seed") == "1");
    CHECK(fact("data_sha256") == example_dataset()->digest);
}

TEST_CASE("an option's width replaces the specification's") {
    CHECK(build(grid_spec(), half_trained(), {.width_mm = 85}).size.x == doctest::Approx(85 * 72 / 25.4));
}

TEST_CASE("unknown kinds, layers, read-outs and axes are refused with what is known") {
    FigureSpec spec = grid_spec();
    const Snapshot snapshot = half_trained();
    spec.layers.push_back("edge:modle");
    CHECK_THROWS_WITH_AS(build(spec, snapshot, {}),
                         "Figure \"fig1\": unknown layer \"edge:modle\"; known are surface:model, points, "
                         "edge:model, edge:companion, max_margin, margins, support_vectors.",
                         Error);
    spec = grid_spec();
    spec.kind = "grid";
    CHECK_THROWS_WITH_AS(build(spec, snapshot, {}),
                         "Figure \"fig1\": unknown kind \"grid\"; known are paper_grid, curves, stage, "
                         "overview, final, fan, agreement.",
                         Error);
    spec.kind = "curves";
    spec.x = "time";
    CHECK_THROWS_WITH_AS(
        views_needed(spec, *snapshot.scene, {}),
        "Figure \"fig1\": unknown x \"time\"; known are epoch, epoch_from_edit, epoch_linear, step, seconds.",
        Error);
    CHECK_THROWS_AS(build(grid_spec(), {}, {}), Error);
}

TEST_CASE("a parked replica's cells are hatched") {
    Snapshot snapshot = half_trained();
    const auto lines = [](const PanelPicture& panel) {
        return std::ranges::count_if(
            panel.layers, [](const Layer& layer) { return std::holds_alternative<LineLayer>(layer); });
    };
    const auto finite = lines(build(grid_spec(), snapshot, {}).panels[4]);
    snapshot.health[0].parked_at = 10;
    snapshot.curves.clear();
    const Figure figure = build(grid_spec(), snapshot, {});
    CHECK(lines(figure.panels[4]) > finite + 20);  // epoch 10
    CHECK(lines(figure.panels[3]) == finite);      // epoch 1
    CHECK(figure.panels[4].captions.at(0).left == "not finite");
}

TEST_CASE("the state in words") {
    Snapshot snapshot = half_trained();
    snapshot.status = Paused{};
    CHECK(describe(snapshot) ==
          "Paused. Epoch 10, weight 1:16, seed 1. MLP edge 0.05 towards +, LR 0.05 towards +. 0 of 8 errors, "
          "LR 0.");
    snapshot.live.variants[0].l2 = 1e-3;
    CHECK(describe(snapshot, 2).find("With L2 1e-3. MLP edge 0.05 towards \u2212") != std::string::npos);
    CHECK(describe({}) == "No run yet.");
    CHECK(describe(example_snapshot({{0, 0, 1}})) == "Ready. Epoch 0, weight 1:1.");
}

TEST_CASE("a paper grid is drawn as it was") {
    const Figure figure = build(grid_spec(), half_trained(), {});
    RecordingCanvas canvas;
    draw(figure, canvas);
    CHECK(canvas.log() == golden("figure_paper_grid.txt", canvas.log()));
}

}  // namespace reweigh
