#include "core/base/error.h"
#include "core/figure/agreement_plot.h"
#include "core/figure/csv.h"
#include "core/figure/recording_canvas.h"
#include "core/figure/spec.h"
#include "tests/support/example_snapshot.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

// Two variants, three weights and three seeds each; four pictures. Plain: all models say what their weight
// says at epoch 1, and from epoch 10 on all say the same. The other variant: all say the same always.
Snapshot voted(const std::vector<std::int64_t>& epochs = {0, 1, 10}) {
    std::vector<Replica> replicas;
    for (const int variant : {0, 1})
        for (const double weight : {-4.0, 0.0, 4.0})
            for (const std::uint64_t seed : {1u, 2u, 3u}) replicas.push_back({variant, weight, seed});
    Snapshot snapshot = example_snapshot(replicas);
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.variants = {"plain", "l2"};
    scene->setup.data = PicturesParams{};
    snapshot.scene = scene;
    snapshot.live.variants.resize(2);
    snapshot.edits = {{0, snapshot.live}};
    add_example_steps(snapshot, epochs);
    for (std::size_t i = 0; i < epochs.size(); ++i) {
        auto votes = std::make_shared<Votes>(
            Votes{snapshot.readout_steps[i], std::vector<std::uint8_t>(replicas.size(), 1), {}});
        votes->sets.emplace_back("test", 4, replicas.size());
        for (std::size_t r = 0; r < replicas.size(); ++r) {
            const bool is_split = replicas[r].variant == 0 && epochs[i] < 10;
            votes->sets[0].cast(r, std::vector<float>(4, is_split && replicas[r].weight < 0 ? -1.0F : 1.0F));
        }
        snapshot.votes.append(votes);
    }
    return snapshot;
}

FigureSpec spec_of_agreement() {
    FigureSpec spec;
    spec.kind = "agreement";
    spec.name = "agreement";
    spec.title = "Agreement";
    spec.y = "test";
    return spec;
}

const CurveLayer& curve(const PanelPicture& panel, std::string_view name) {
    for (const Layer& layer : panel.layers)
        if (const auto* found = std::get_if<CurveLayer>(&layer); found != nullptr && found->name == name)
            return *found;
    throw Error("no such curve");
}

}  // namespace

TEST_CASE("agreement over the run is a line for weights and one for seeds, chance is dashed") {
    const Snapshot snapshot = voted();
    const PanelPicture panel = build_agreement(snapshot, {.style = {}, .cell = {{0, 0}, {300, 160}}},
                                               agreement_over_time(snapshot, 0, "test"));
    CHECK(panel.title == "Agreement, test pictures");
    const CurveLayer& weights = curve(panel, "weights");
    REQUIRE(weights.values.size() == 3);
    CHECK(weights.values[1].x == 1);
    CHECK(weights.values[1].y == doctest::Approx(2.0 / 3));
    CHECK(weights.values[2].y == 1);
    CHECK(weights.stroke.dash.empty());
    CHECK(curve(panel, "seeds").values[1].y == 1);
    const CurveLayer& chance = curve(panel, "chance");
    CHECK_FALSE(chance.stroke.dash.empty());
    CHECK(chance.values[2].y == doctest::Approx(chance_agreement(3)));
    REQUIRE(panel.values.size() == 2);
    CHECK(panel.values[1].name == "weights");
    CHECK(panel.values[1].value == "100 %");
}

TEST_CASE("what is known of earlier read-outs is not counted again") {
    const Snapshot snapshot = voted();
    std::vector<Agreement> known = agreement_over_time(voted({0, 1}), 0, "test");
    known[0].weights = 0.75;
    const auto values = agreement_over_time(snapshot, 0, "test", known);
    REQUIRE(values.size() == 3);
    CHECK(values[0].weights == 0.75);
    CHECK(values[2].weights == 1);
    CHECK(agreement_over_time(voted({0}), 0, "test", values).size() == 1);
}

TEST_CASE("a plot without agreement says why") {
    Snapshot snapshot = voted();
    const auto note = [&](const std::string& set) {
        const AgreementOptions options{.style = {}, .cell = {{0, 0}, {300, 160}}, .set = set};
        return build_agreement(snapshot, options, agreement_over_time(snapshot, 0, set)).empty_note;
    };
    CHECK(note("noise") == "Nobody was asked about these pictures.");
    snapshot.step = 0;
    CHECK(note("test") == "Agreement begins with the first step.");
    snapshot.step = 20;
    snapshot.votes = {};
    CHECK(note("test") == "The votes of this run were not kept.");
    snapshot = voted();
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.replicas.resize(1);
    snapshot.scene = scene;
    CHECK(note("test") == "Two models are needed: several weights or seeds.");
}

TEST_CASE("the figure of agreement has a panel per variant and every number in its rows") {
    FigureSpec spec = spec_of_agreement();
    CHECK(build(spec, voted(), {}).panels.size() == 1);
    spec.panel_per_variant = true;
    const Figure figure = build(spec, voted(), {});
    REQUIRE(figure.panels.size() == 2);
    CHECK(figure.panels[1].title == "Agreement, test pictures, l2");
    CHECK(figure.rows.size() == 2 * 4 * 3);
    const auto row = std::ranges::find_if(figure.rows, [](const FigureRow& each) {
        return each.name == "agreement_weights" && each.epoch == 1 && each.variant == "plain";
    });
    REQUIRE(row != figure.rows.end());
    CHECK(row->value == doctest::Approx(2.0 / 3));
    CHECK(std::isnan(row->weight));
    CHECK(row->seed == "all");
    check_csv(figure_csv(figure), figure.rows.size(), "agreement.csv");
    RecordingCanvas canvas;
    draw(figure, canvas);
}

TEST_CASE("a figure of agreement on unknown pictures is refused") {
    FigureSpec spec = spec_of_agreement();
    spec.y = "ratio";
    CHECK(sentence_of([&] { build(spec, voted(), {}); }) ==
          "Figure \"agreement\": Unknown set of pictures \"ratio\"; known are test, other, noise.");
}

}  // namespace reweigh
